import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';

const catalogue = /\/locales\/([\w-]+)\.json$/;
const packed = /^\0parley:catalogue-([\w-]+)$/;

/**
 * Packs the catalogues that main loads on demand by Brotli: nine of them would be a tenth of the
 * program. English, with which every process starts, is text that is parsed as JSON, several times
 * as fast as the same object in a script.
 */
export function packedCatalogues(root: string): Plugin {
  return {
    name: 'parley:packed-catalogues',
    enforce: 'pre',
    resolveId(source) {
      const [, tag] = catalogue.exec(source) ?? [];
      return tag === undefined ? null : `\0parley:catalogue-${tag}`;
    },
    load(id) {
      const [, tag] = packed.exec(id) ?? [];
      if (tag === undefined) return null;
      const file = join(root, 'src/shared/language/locales', `${tag}.json`);
      this.addWatchFile(file);
      const messages = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
      if (tag === 'en') return `export default JSON.parse(${JSON.stringify(messages)});`;
      const bytes = brotliCompressSync(messages).toString('base64');
      return `import { brotliDecompressSync } from 'node:zlib';
export default JSON.parse(brotliDecompressSync(Buffer.from('${bytes}', 'base64')).toString());`;
    },
  };
}
