import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { narrowJson } from '../narrow-source.ts';
import { forgottenIn } from './forgotten.ts';
import { usedMessages, type UsedMessages } from './used-messages.ts';

const catalogue = /\/locales\/([\w-]+)\.json$/;
const packed = /^\0parley:catalogue-([\w-]+)$/;

/**
 * Gives main the messages that it says, of each catalogue: a window has its own. Those that are
 * loaded on demand are packed by Brotli: nine of them would be a twentieth of the program. English,
 * with which every process starts, is text that is parsed as JSON, several times as fast as the
 * same object in a script. `entries` are the files that main is built from.
 */
export function packedCatalogues(root: string, entries: readonly string[]): Plugin {
  let used: { readonly messages: UsedMessages; readonly main: ReadonlySet<string> } | null = null;
  const read = (): NonNullable<typeof used> => {
    if (used !== null) return used;
    const messages = usedMessages(join(root, 'src'));
    used = { messages, main: messages.ofMain(entries) };
    return used;
  };
  return {
    name: 'parley:packed-catalogues',
    enforce: 'pre',
    buildStart() {
      used = null;
    },
    resolveId(source) {
      const [, tag] = catalogue.exec(source) ?? [];
      return tag === undefined ? null : `\0parley:catalogue-${tag}`;
    },
    load(id) {
      const [, tag] = packed.exec(id) ?? [];
      if (tag === undefined) return null;
      const file = join(root, 'src/shared/language/locales', `${tag}.json`);
      this.addWatchFile(file);
      const all = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
      const { main } = read();
      const messages = JSON.stringify(
        Object.fromEntries(Object.entries(all).filter(([key]) => main.has(key))),
      );
      if (tag === 'en') {
        return `export default JSON.parse(${JSON.stringify(narrowJson(messages))});`;
      }
      const bytes = brotliCompressSync(messages).toString('base64');
      return `import { brotliDecompressSync } from 'node:zlib';
export default JSON.parse(brotliDecompressSync(Buffer.from('${bytes}', 'base64')).toString());`;
    },
    generateBundle() {
      const { messages, main } = read();
      const forgotten = forgottenIn(this.getModuleIds(), messages, (key) => main.has(key));
      if (forgotten.length > 0) this.error(`Main lacks these messages:\n${forgotten.join('\n')}`);
    },
  };
}
