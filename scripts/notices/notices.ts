import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledList, bundles } from '../build/bundled-packages.ts';
import { betweenParts, type PackageNotice } from '../../src/shared/model/notices.ts';
import { isAllowed, readNotice } from './licences.ts';

/** Licences of code embedded in a package's own files, where the bundler cannot see it. */
const carried: Readonly<Record<string, readonly Carried[]>> = {
  unpdf: [{ name: 'pdfjs-dist', licence: 'Apache-2.0' }],
  // Decoders of scanned images, as WebAssembly.
  'pdfjs-dist': [
    { name: 'openjpeg', licence: 'BSD-2-Clause', file: 'wasm/LICENSE_OPENJPEG' },
    { name: 'pdfium-jbig2', licence: 'BSD-3-Clause', file: 'wasm/LICENSE_JBIG2' },
  ],
};

interface Carried {
  readonly name: string;
  readonly licence: string;
  /** The file in the package with the licence text; if absent, the standard text is used. */
  readonly file?: string;
}

/** The contents of `resources/third-party-notices.json`, sorted by name. */
export interface Notices {
  readonly packages: readonly PackageNotice[];
}

function bundledFolders(root: string): readonly string[] {
  const folders = new Set(['node_modules/electron']);
  for (const bundle of bundles) {
    const file = bundledList(root, bundle);
    if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build first.`);
    const list = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
    for (const folder of list) folders.add(folder);
  }
  return [...folders];
}

function carriedBy(
  texts: string,
  folder: string,
  carrier: PackageNotice,
): readonly PackageNotice[] {
  return (carried[carrier.name] ?? []).map(({ name, licence, file }) => ({
    name,
    version: `in ${carrier.name} ${carrier.version}`,
    licence,
    text: readFileSync(
      file === undefined ? join(texts, `${licence}.txt`) : join(folder, file),
      'utf8',
    )
      .replaceAll('\r\n', '\n')
      .trim(),
  }));
}

/** The notice of the table of model facts, which is made of others' data. */
function factsNotice(root: string, texts: string): PackageNotice {
  const table = join(root, 'src/main/providers/facts/table.json');
  const { date } = JSON.parse(readFileSync(table, 'utf8')) as { readonly date: string };
  const text = readFileSync(join(texts, 'models.dev.txt'), 'utf8').trim();
  return { name: 'models.dev', version: `data of ${date}`, licence: 'MIT', text };
}

/**
 * The notices of everything in the last build, and of Electron around it. Throws an Error that says
 * what is missing.
 */
export function collectNotices(root: string): Notices {
  const texts = join(root, 'scripts', 'notices', 'texts');
  const all = bundledFolders(root).flatMap((relative) => {
    const folder = join(root, relative);
    const notice = readNotice(folder, texts);
    return [notice, ...carriedBy(texts, folder, notice)];
  });
  const packages = new Map(
    [...all, factsNotice(root, texts)].map((notice) => [
      `${notice.name}@${notice.version}`,
      notice,
    ]),
  );
  return {
    packages: [...packages.values()].sort((a, b) =>
      `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1,
    ),
  };
}

/** The packages whose licence is not allowed. */
export function forbidden({ packages }: Notices): readonly PackageNotice[] {
  return packages.filter(({ licence }) => !isAllowed(licence));
}

/** The notices as stored in the repository, see `noticesSchema`. */
export function serializeNotices({ packages }: Notices): string {
  const parts = [...new Set(packages.flatMap(({ text }) => text.split(betweenParts)))];
  const numbers = new Map(parts.map((part, number) => [part, number]));
  const lines = packages.map((each) =>
    JSON.stringify({
      ...each,
      text: each.text.split(betweenParts).map((part) => numbers.get(part)),
    }),
  );
  const list = (items: readonly string[]): string => `[\n${items.join(',\n')}\n]`;
  const words = list(parts.map((part) => JSON.stringify(part)));
  return `{"parts":${words},"packages":${list(lines)}}\n`;
}
