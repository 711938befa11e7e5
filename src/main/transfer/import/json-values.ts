import { expected } from '../../../shared/expected.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';

/** One value cut out of a JSON document, still as bytes. */
export type JsonValue =
  /** An element of the document's array, or its single object. */
  | {
      readonly kind: 'value';
      readonly index: number;
      readonly pieces: readonly Uint8Array[];
      readonly size: number;
    }
  | { readonly kind: 'skipped'; readonly index: number; readonly reason: Coded };

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** True for a byte of the byte order mark that some editors write. */
function isMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

/** True if these first bytes may be the start of JSON with conversations: an array or an object. */
export function looksLikeJson(start: Uint8Array): boolean {
  let at = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
  while (at < start.byteLength && isSpace(start[at] ?? 0)) at += 1;
  return start[at] === openBracket || start[at] === openBrace;
}

/** Collects the bytes of one value; drops them once it is too large. */
interface Collector {
  readonly pieces: Uint8Array[];
  size: number;
  tooBig: boolean;
}

/**
 * Splits a JSON document of any size into its elements, holding one at a time: the elements of an
 * array, or the single object. It only finds where a value ends. `JSON.parse` then validates it,
 * several times faster than a parser in JavaScript could, and the nesting depth is already known by
 * then. A value that is too large is skipped and reported; a document that is nested too deeply is
 * refused (throws).
 */
export async function* jsonValues(
  chunks: AsyncIterable<Uint8Array>,
  limits: ImportLimits,
): AsyncGenerator<JsonValue> {
  let state: 'start' | 'in_array' | 'in_object' = 'start';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let index = 0;
  let isBlank = true;
  let collector: Collector = { pieces: [], size: 0, tooBig: false };

  const collect = (bytes: Uint8Array): void => {
    collector.size += bytes.byteLength;
    if (collector.size > limits.item) {
      collector.tooBig = true;
      collector.pieces.length = 0;
    }
    if (!collector.tooBig) collector.pieces.push(bytes);
  };
  const take = (): JsonValue | null => {
    const { pieces, size, tooBig } = collector;
    const wasBlank = isBlank;
    collector = { pieces: [], size: 0, tooBig: false };
    isBlank = true;
    if (wasBlank) return null;
    const at = index;
    index += 1;
    if (!tooBig) return { kind: 'value', index: at, pieces, size };
    return { kind: 'skipped', index: at, reason: { code: 'import_entry_too_big', params: {} } };
  };

  for await (const chunk of chunks) {
    // The outermost bracket is at depth 0, so an element of the array begins and ends at depth 0
    // too.
    let from = 0;
    for (let at = 0; at < chunk.byteLength; at += 1) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (state === 'start') {
        if (isSpace(byte) || isMark(byte)) continue;
        if (byte === openBracket) {
          state = 'in_array';
          from = at + 1;
          continue;
        }
        if (byte !== openBrace) throw expected('import_no_json', {});
        state = 'in_object';
        from = at;
      }
      if (byte === quote) {
        inString = true;
        isBlank = false;
      } else if (byte === openBrace || byte === openBracket) {
        depth += 1;
        isBlank = false;
        if (depth > limits.depth) throw expected('import_nested_too_deep', {});
      } else if (byte === closeBrace || byte === closeBracket) {
        if (depth === 0) {
          collect(chunk.subarray(from, at));
          const value = take();
          if (value !== null) yield value;
          return;
        }
        depth -= 1;
        if (depth === 0 && state === 'in_object') {
          collect(chunk.subarray(from, at + 1));
          const value = take();
          if (value !== null) yield value;
          return;
        }
      } else if (byte === comma && depth === 0) {
        collect(chunk.subarray(from, at));
        from = at + 1;
        const value = take();
        if (value !== null) yield value;
      } else if (isBlank && !isSpace(byte)) {
        isBlank = false;
      }
    }
    if (state !== 'start') collect(chunk.subarray(from));
  }
  if (state === 'start') throw expected('import_empty', {});
  yield { kind: 'skipped', index, reason: { code: 'import_cut_off', params: {} } };
}
