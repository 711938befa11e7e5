import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { narrowJson } from '../narrow-source.ts';
import { forgottenIn } from './forgotten.ts';
import {
  isWaitedFor,
  usedMessages,
  type UsedMessages,
  type WindowMessages,
} from './used-messages.ts';

const imported = /\/locales\/([\w-]+)\.json\?(first|late)$/;
const piece = /^\0parley:(messages-([\w-]+)-(first|late))$/;
const windowPage = /\/renderer\/index\.html$/;

const entry = /\/renderer\/main\.tsx$/;

/** The modules that are there before the first view, as the bundler knows them. */
function firstModules(
  entries: readonly string[],
  imports: (id: string) => readonly string[],
): ReadonlySet<string> {
  if (entries.length === 0) throw new Error('The window has no first module.');
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id) || isWaitedFor(id)) return;
    found.add(id);
    imports(id).forEach(visit);
  };
  entries.forEach(visit);
  return found;
}

/** Returns the name of the chunk for a piece of a catalogue; null for other modules. */
export function catalogueChunk(id: string): string | null {
  return piece.exec(id)?.[1] ?? null;
}

/**
 * Splits a catalogue in two: `en.json?first` holds the messages that the first view of a window
 * needs, `en.json?late` all others that a window may show; the sources tell which. The page of a
 * window names the first pieces, so that main can have it fetch the one that it will need.
 */
export function splitCatalogues(root: string): Plugin {
  let used: { readonly messages: UsedMessages; readonly window: WindowMessages } | null = null;
  const read = (): NonNullable<typeof used> => {
    if (used !== null) return used;
    const messages = usedMessages(join(root, 'src'));
    used = { messages, window: messages.ofWindow() };
    return used;
  };
  return {
    name: 'parley:split-catalogues',
    enforce: 'pre',
    buildStart() {
      used = null;
    },
    resolveId(source) {
      const [, tag, which] = imported.exec(source) ?? [];
      return tag === undefined ? null : `\0parley:messages-${tag}-${which}`;
    },
    load(id) {
      const [, , tag, which] = piece.exec(id) ?? [];
      if (tag === undefined) return null;
      const catalogue = (each: string): Readonly<Record<string, string>> => {
        const file = join(root, 'src/shared/language/locales', `${each}.json`);
        this.addWatchFile(file);
        return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
      };
      // Messages that are not translated yet are shown in English.
      const messages = { ...catalogue('en'), ...catalogue(tag) };
      const kept = read().window[which === 'late' ? 'late' : 'first'];
      // JSON is parsed several times as fast as the same object in a script.
      const text = JSON.stringify(
        Object.fromEntries(Object.entries(messages).filter(([key]) => kept.has(key))),
      );
      return `export default JSON.parse(${JSON.stringify(narrowJson(text))});`;
    },
    generateBundle() {
      const { messages, window } = read();
      const { first, late } = window;
      const ids = [...this.getModuleIds()];
      const imports = (id: string): readonly string[] => this.getModuleInfo(id)?.importedIds ?? [];
      const atFirst = firstModules(
        ids.filter((id) => entry.test(id)),
        imports,
      );
      const forgotten = [
        ...forgottenIn(atFirst, messages, (key) => first.has(key)),
        ...forgottenIn(ids, messages, (key) => first.has(key) || late.has(key)),
      ];
      if (forgotten.length > 0) this.error(`Their piece lacks:\n${forgotten.join('\n')}`);
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { filename, bundle = {} }) {
        if (!windowPage.test(filename.replaceAll('\\', '/'))) return [];
        return Object.values(bundle).flatMap((chunk) => {
          const [, , tag, which] =
            (chunk.type === 'chunk' && piece.exec(chunk.moduleIds[0] ?? '')) || [];
          if (tag === undefined || which !== 'first') return [];
          const href = `./${chunk.fileName}`;
          const attrs = { rel: 'catalogue', hreflang: tag, crossorigin: true, href };
          return { tag: 'link', attrs, injectTo: 'head' as const };
        });
      },
    },
  };
}
