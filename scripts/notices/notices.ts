import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledList, bundles } from '../build/bundled-packages.ts';
import type { PackageNotice } from '../../src/shared/model/notices.ts';
import { isAllowed, readNotice } from './licences.ts';

/** Licences of code that a package carries in its own files, where the bundler cannot see it. */
const carried: Readonly<Record<string, readonly Carried[]>> = {
  unpdf: [{ name: 'pdfjs-dist', licence: 'Apache-2.0' }],
};

interface Carried {
  readonly name: string;
  /** Its text is among the standard ones. */
  readonly licence: string;
}

/** What `resources/third-party-notices.json` holds, sorted by name. */
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

function carriedBy(texts: string, carrier: PackageNotice): readonly PackageNotice[] {
  return (carried[carrier.name] ?? []).map(({ name, licence }) => ({
    name,
    version: `in ${carrier.name} ${carrier.version}`,
    licence,
    text: readFileSync(join(texts, `${licence}.txt`), 'utf8').trim(),
  }));
}

/** The notices for all that the last build bundled, and for Electron around it. Throws an Error that says what is missing. */
export function collectNotices(root: string): Notices {
  const texts = join(root, 'scripts', 'notices', 'texts');
  const own = bundledFolders(root).map((folder) => readNotice(join(root, folder), texts));
  const all = own.flatMap((notice) => [notice, ...carriedBy(texts, notice)]);
  const packages = new Map(all.map((notice) => [`${notice.name}@${notice.version}`, notice]));
  return {
    packages: [...packages.values()].sort((a, b) =>
      `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1,
    ),
  };
}

/** The packages whose licence is not on the list. */
export function forbidden({ packages }: Notices): readonly PackageNotice[] {
  return packages.filter(({ licence }) => !isAllowed(licence));
}

/** The notices as they lie in the repository. */
export function serializeNotices(notices: Notices): string {
  return `${JSON.stringify(notices, null, 1)}\n`;
}
