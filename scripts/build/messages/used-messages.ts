import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { namedIn, type Named } from './named-in.ts';

/** The messages of a window. */
export interface WindowMessages {
  /** Those of the first view. */
  readonly first: ReadonlySet<string>;
  /** Those of everything behind it. */
  readonly late: ReadonlySet<string>;
  /** The messages that each module loaded later adds to the first view, by its path in `src`. */
  readonly rooms: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Which messages the modules of a project use, read from their sources. */
export interface UsedMessages {
  /** Those of main and all that it starts. `entries` are the files that it is built from. */
  ofMain(entries: readonly string[]): ReadonlySet<string>;
  ofWindow(): WindowMessages;
  /** Those that one of the modules names; none if it is not one of the project. */
  ofModule(file: string): ReadonlySet<string>;
}

/**
 * These word what happens later: a failed command, or news. The first view loads them without their
 * messages; what shows one as soon as it renders is a deferred part.
 */
export function isWaitedFor(file: string): boolean {
  return /[\\/]shared[\\/]words[\\/](?:error-words|news-words)\.ts$/.test(file);
}

const isSource = (file: string): boolean => /\.tsx?$/.test(file);

/** Reads the sources in `src` as they are asked for, each once. */
export function usedMessages(src: string): UsedMessages {
  const english = readFileSync(join(src, 'shared/language/locales/en.json'), 'utf8');
  const keys = new Set(Object.keys(JSON.parse(english) as object));
  const known = new Map<string, Named>();

  const read = (file: string): Named => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const named = namedIn(file.replaceAll('\\', '/'), readFileSync(file, 'utf8'), keys);
    const found = (paths: readonly string[]): readonly string[] =>
      paths
        .filter((path) => path.startsWith('.') && isSource(path))
        .map((path) => resolve(dirname(file), path));
    const inPlace = { ...named, statics: found(named.statics), dynamics: found(named.dynamics) };
    known.set(file, inPlace);
    return inPlace;
  };

  const reach = (entries: readonly string[], isLater: boolean): ReadonlySet<string> => {
    const found = new Set<string>();
    const visit = (file: string): void => {
      if (found.has(file) || (!isLater && isWaitedFor(file))) return;
      found.add(file);
      const { statics, dynamics } = read(file);
      statics.forEach(visit);
      if (isLater) dynamics.forEach(visit);
    };
    entries.forEach(visit);
    return found;
  };

  const said = (files: Iterable<string>): ReadonlySet<string> =>
    new Set([...files].flatMap((file) => [...read(file).keys]));

  return {
    ofMain: (entries) => said(reach(entries, true)),
    ofWindow() {
      const main = join(src, 'renderer/main.tsx');
      const first = said(reach([main], false));
      const others = (files: Iterable<string>): ReadonlySet<string> =>
        new Set([...said(files)].filter((key) => !first.has(key)));
      const modules = reach([main], true);
      const doors = new Set([...modules].flatMap((file) => read(file).dynamics));
      const rooms = new Map(
        [...doors].map((door) => [
          relative(src, door).replaceAll('\\', '/'),
          others(reach([door], false)),
        ]),
      );
      return { first, late: others(modules), rooms };
    },
    ofModule(file) {
      const path = resolve(file);
      const isOurs = !relative(src, path).startsWith('..') && isSource(path) && existsSync(path);
      return isOurs ? read(path).keys : new Set();
    },
  };
}
