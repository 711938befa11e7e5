import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogues } from './desktop-words.ts';

/**
 * What macOS shows of the configuration, by what it is called in Info.plist: a key, or the English
 * words themselves. Each has its message and that message's argument.
 */
const shown: readonly (readonly [name: string, message: string, format?: string])[] = [
  ['NSLocalNetworkUsageDescription', 'package.local_network'],
  ['Text', 'package.text'],
  ['PNG picture', 'package.picture', 'PNG'],
  ['JPEG picture', 'package.picture', 'JPEG'],
  ['WebP picture', 'package.picture', 'WebP'],
  ['GIF picture', 'package.picture', 'GIF'],
];

/** The folder that electron-builder copies into the resources of the app. */
export const macWordsFolder = join('.cache', 'mac-words');

/** A text in a file of strings. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`;

/**
 * The words of Info.plist in other languages, by the path of the file. Folders are named as
 * Electron's own are, beside which they lie: macOS would take `zh-CN` and `zh_CN` for two.
 */
export function macWords(catalogues: Catalogues): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(catalogues).map(([tag, messages]) => {
      const lines = shown.flatMap(([name, message, format = '']) => {
        const words = messages[message]?.replace('{format}', format);
        return words === undefined ? [] : [`${quoted(name)} = ${quoted(words)};\n`];
      });
      return [join(`${tag.replace('-', '_')}.lproj`, 'InfoPlist.strings'), lines.join('')];
    }),
  );
}

/** Writes the files that electron-builder copies. */
export function writeMacWords(root: string, catalogues: Catalogues): void {
  const folder = join(root, macWordsFolder);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of macWords(catalogues)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
