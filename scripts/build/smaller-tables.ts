import { brotliCompressSync, brotliDecompressSync, constants, inflateSync } from 'node:zlib';
import type { Plugin } from 'vite';

const models = /[\\/]node_modules[\\/]jschardet[\\/]build[\\/]models[\\/]models\.bin\.js$/;
const data = /(?<=const data = ")[A-Za-z0-9+/=]+(?=";)/;
const decompress = "import { decompress } from '../runtime/decompress.js';";

/**
 * The tables by which jschardet tells encodings are deflated in a way that a small decoder for
 * browsers can read. Node has Brotli, by which they are less than half as long. The same bytes come
 * out, which is checked here. Fails the build if the module is not as it was.
 */
export function smallerTables(): Plugin {
  return {
    name: 'parley:smaller-tables',
    transform(code, id) {
      if (!models.test(id)) return null;
      const [text] = data.exec(code) ?? [];
      if (text === undefined || !code.includes(decompress)) {
        throw new Error(`The tables of jschardet are not where they were: look into ${id}`);
      }
      const tables = inflateSync(Buffer.from(text, 'base64'));
      // More would take a minute, for a fifth less.
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: tables.length,
      };
      const smaller = brotliCompressSync(tables, { params });
      if (!brotliDecompressSync(smaller).equals(tables)) throw new Error('Brotli lost something');
      const read =
        "import { brotliDecompressSync } from 'node:zlib'; const decompress = brotliDecompressSync;";
      return {
        code: code.replace(decompress, read).replace(data, smaller.toString('base64')),
        map: null,
      };
    },
  };
}
