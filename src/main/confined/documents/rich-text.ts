import { Readable } from 'node:stream';
import { Tokenize } from 'rtf-stream-parser';
import { ToPlainText } from 'rtf-stream-parser/dist/src/ToPlainText.js';
import { createTextBudget } from './budget.ts';

/** RTF calls encodings `cp1252`; the decoder knows them as `windows-1252`. */
function decode(bytes: Buffer, encoding: string): string {
  const page = /^cp(\d+)$/.exec(encoding)?.[1];
  const names: Readonly<Record<string, string>> = {
    '932': 'shift_jis',
    '936': 'gbk',
    '949': 'euc-kr',
    '950': 'big5',
    '10000': 'macintosh',
    '65001': 'utf-8',
    '866': 'ibm866',
    '874': 'windows-874',
  };
  const name = page === undefined ? encoding : (names[page] ?? `windows-${page}`);
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The text of a Rich Text Format document. */
export async function richText(bytes: Uint8Array): Promise<string> {
  const budget = createTextBudget();
  const plain = new ToPlainText({ decode, outputMode: 'string', warn: () => undefined });
  const tokens = Readable.from([Buffer.from(bytes)]).pipe(new Tokenize());
  for await (const piece of tokens.pipe(plain)) budget.add(String(piece));
  return budget.text().trim();
}
