import { readMarkdown } from '../markup/readable-markdown.ts';
import { detectEncoding } from './detect-encoding.ts';
import type { WebPage, WebPageInput } from './kinds.ts';

/** How far a page's own word for its encoding is looked for; the HTML standard has 1,024 bytes. */
const longestPrelude = 4096;

function encodingFrom(label: string | undefined): string | null {
  try {
    return label === undefined ? null : new TextDecoder(label).encoding;
  } catch {
    // Nobody knows an encoding of this name.
    return null;
  }
}

/** The encoding as the HTML standard finds it: a mark at the start, the server's word, the page's own. */
function declaredEncoding(bytes: Uint8Array, charset: string | null): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  const prelude = Buffer.from(bytes.subarray(0, longestPrelude)).toString('latin1');
  const own = /<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:.-]{1,40})/i.exec(prelude)?.[1];
  return encodingFrom(charset ?? undefined) ?? encodingFrom(own);
}

async function decoded(bytes: Uint8Array<ArrayBuffer>, charset: string | null): Promise<string> {
  const declared = declaredEncoding(bytes, charset);
  if (declared !== null) return new TextDecoder(declared).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // It is no UTF-8.
    return new TextDecoder((await detectEncoding(null, bytes)) ?? 'utf-8').decode(bytes);
  }
}

/** Reads a page of the web as Markdown, or any other text as it is. */
export async function readWebPage(
  { address, charset, isHtml }: WebPageInput,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<WebPage> {
  const text = (await decoded(bytes, charset)).toWellFormed().replaceAll('\0', '');
  return isHtml ? readMarkdown(text, address) : { title: '', text: text.trim() };
}
