import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { isForWindows, isLate } from '../../src/shared/language/late.ts';

const imported = /\/locales\/([\w-]+)\.json\?(first|late)$/;
const piece = /^\0parley:(messages-([\w-]+)-(first|late))$/;
const windowPage = /\/renderer\/index\.html$/;

/** Returns the name of the chunk for a piece of a catalogue; null for other modules. */
export function catalogueChunk(id: string): string | null {
  return piece.exec(id)?.[1] ?? null;
}

/**
 * Splits a catalogue in two: `en.json?first` holds the messages that the first view of a window
 * needs, `en.json?late` all others that a window may show. The page of a window names the first
 * pieces, so that main can have it fetch the one that it will need.
 */
export function splitCatalogues(root: string): Plugin {
  return {
    name: 'parley:split-catalogues',
    enforce: 'pre',
    resolveId(source) {
      const [, tag, which] = imported.exec(source) ?? [];
      return tag === undefined ? null : `\0parley:messages-${tag}-${which}`;
    },
    load(id) {
      const [, , tag, which] = piece.exec(id) ?? [];
      if (tag === undefined) return null;
      const read = (each: string): Readonly<Record<string, string>> => {
        const file = join(root, 'src/shared/language/locales', `${each}.json`);
        this.addWatchFile(file);
        return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
      };
      // Messages that are not translated yet are shown in English.
      const messages = { ...read('en'), ...read(tag) };
      const kept = Object.entries(messages).filter(
        ([key]) => isForWindows(key) && isLate(key) === (which === 'late'),
      );
      // JSON is parsed several times as fast as the same object in a script.
      const text = JSON.stringify(Object.fromEntries(kept));
      return `export default JSON.parse(${JSON.stringify(text)});`;
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
