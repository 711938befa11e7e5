import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'vite';

/** The path at which a build of the project in `root` writes the package list of a bundle. */
export function bundledList(root: string, bundle: Bundle): string {
  return join(root, '.cache', 'bundled', `${bundle}.json`);
}

/** The three bundles of the app. */
export const bundles = ['main', 'preload', 'renderer'] as const;
export type Bundle = (typeof bundles)[number];

interface Named {
  readonly name?: string;
  readonly version?: string;
}

/** Modules that the bundler itself adds; their ids are not files. */
const ownModules: readonly { readonly start: string; readonly name: string }[] = [
  { start: '\0vite/', name: 'vite' },
  { start: '\0rolldown/', name: 'rolldown' },
];

/** The folder of a file's package; null for our own files. */
function packageFolder(file: string): string | null {
  if (!file.includes(`${sep}node_modules${sep}`)) return null;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const description = join(folder, 'package.json');
    if (!existsSync(description)) continue;
    // Packages may contain package.json files without a name, which only set the module type.
    const { name, version } = JSON.parse(readFileSync(description, 'utf8')) as Named;
    if (name !== undefined && version !== undefined) return folder;
  }
  return null;
}

/** The folders of all packages in a bundle, relative to `root`, sorted. */
export function packagesOf(moduleIds: Iterable<string>, root: string): readonly string[] {
  const found = new Set<string>();
  for (const id of moduleIds) {
    const own = ownModules.find(({ start }) => id.startsWith(start));
    const file = id
      .replaceAll('\0', '')
      .replace(/[?#].*$/, '')
      .split('/')
      .join(sep);
    const folder = own === undefined ? packageFolder(file) : join(root, 'node_modules', own.name);
    if (folder !== null)
      found.add(
        folder
          .slice(root.length + 1)
          .split(sep)
          .join('/'),
      );
  }
  return [...found].sort();
}

/** The part of a chunk that lists its modules. */
interface Rendered {
  readonly type: 'chunk' | 'asset';
  readonly modules?: Readonly<Record<string, { readonly renderedLength: number }>>;
}

const isScript = /\.[cm]?[jt]sx?(?:\?|$)/;

/**
 * The modules whose code is in a bundle, plus style sheets and fonts, whose content is elsewhere.
 */
function bundledModules(graph: Iterable<string>, outputs: readonly Rendered[]): readonly string[] {
  const rendered = outputs.flatMap(({ modules = {} }) =>
    Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
  );
  return [...rendered, ...[...graph].filter((id) => !id.startsWith('\0') && !isScript.test(id))];
}

/**
 * Records the packages in a bundle, for scripts/notices.ts. It uses the finished bundle rather than
 * package.json, because packages used only by tests are not in it.
 */
export function bundledPackages(bundle: Bundle, root: string): Plugin {
  return {
    name: 'parley:bundled-packages',
    apply: 'build',
    generateBundle(_options, outputs) {
      const file = bundledList(root, bundle);
      const modules = bundledModules(this.getModuleIds(), Object.values(outputs));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(packagesOf(modules, root), null, 1)}\n`);
    },
  };
}
