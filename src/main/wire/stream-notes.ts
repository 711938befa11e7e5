import { asObject, parseJson } from './json.ts';

/** Content that a server sent outside of the chunks. */
export interface StreamNotes {
  /** Takes the next piece of the body. */
  readonly take: (piece: Uint8Array) => void;
  /**
   * A failure in a place where no chunk is read: llama.cpp's field `error:`, plain words as data,
   * an event named `error`, or JSON or a web page outside of all events. null if none.
   */
  readonly failure: () => unknown;
  /**
   * The first chunk with an error in it; the event decoder passes on only the error. null if none.
   */
  readonly failedChunk: () => unknown;
  /** True if the body ended with [DONE]. */
  readonly isDone: () => boolean;
}

/** How much of a line is examined (bytes). */
const longestLine = 64 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

/** Data that may be JSON. */
const looksLikeJson = /^(?:[{["\d-]|true|false|null)/;
const hasError = /"error"\s*:\s*(?!null|""|false|\{\s*\})/;

/**
 * How nearly every line begins. Such a line is examined only if its piece of the body mentions an
 * error.
 */
const usual = Buffer.from('data: {');

/** The text, parsed if it is JSON. */
function said(text: string): unknown {
  return parseJson(text) ?? text;
}

/** The place of the next end of a line. Lines are short: calling `indexOf` for each takes longer. */
function nextEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === lineFeed || bytes[at] === carriageReturn) return at;
  }
  return -1;
}

/** Creates the notes of one body. Reads every byte once and buffers at most one line. */
export function createStreamNotes(): StreamNotes {
  const line = Buffer.allocUnsafe(longestLine);
  let length = 0;
  let event = '';
  let failure: unknown = null;
  let failedChunk: unknown = null;
  let isDone = false;
  let hasData = false;
  let afterReturn = false;

  const note = (text: string): void => {
    if (text === '') {
      event = '';
      return;
    }
    // A proxy or a dying server writes text without any framing. A body that begins like that is
    // not a stream.
    if (
      hasData &&
      ((text.startsWith('{') && hasError.test(text)) || /^<(?:!doctype|html)\b/i.test(text))
    ) {
      failure ??= said(text);
      return;
    }
    const [, field = '', value = ''] = /^([a-z]+):\s?([^]*)$/.exec(text) ?? [];
    const words = value.trim();
    if (field === 'event') event = words;
    if (field === 'error' && words !== '') failure ??= said(words);
    if (field !== 'data' || words === '') return;
    hasData = true;
    isDone = words === '[DONE]';
    if (isDone) return;
    if (event === 'error') failure ??= said(words);
    else if (!looksLikeJson.test(words))
      failure ??= said(words.replace(/^\[?error\]?(?:\s*:)?\s*(?=\S)/i, ''));
    else if (failedChunk === null && length < longestLine && hasError.test(words)) {
      failedChunk = asObject(parseJson(words));
    }
  };

  const endLine = (): void => {
    note(line.toString('utf8', 0, length));
    length = 0;
  };

  const keep = (bytes: Uint8Array): void => {
    const kept = bytes.subarray(0, longestLine - length);
    line.set(kept, length);
    length += kept.length;
  };

  /** Handles a line that lies within one piece of the body. */
  const takeWhole = (bytes: Buffer, from: number, end: number, namesError: boolean): void => {
    if (end === from) {
      event = '';
      return;
    }
    const isUsual = usual.every((byte, at) => bytes[from + at] === byte);
    if (isUsual && !namesError && event === '') {
      isDone = false;
      hasData = true;
      return;
    }
    keep(bytes.subarray(from, end));
    endLine();
  };

  return {
    take(piece) {
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      const namesError = bytes.includes('"error"');
      for (let from = 0; from < bytes.length;) {
        // The two bytes of a CRLF must not be read as an empty line.
        if (afterReturn && bytes[from] === lineFeed) from += 1;
        afterReturn = false;
        const end = nextEnd(bytes, from);
        if (end === -1) {
          keep(bytes.subarray(from));
          return;
        }
        if (length === 0) {
          takeWhole(bytes, from, end, namesError);
        } else {
          keep(bytes.subarray(from, end));
          endLine();
        }
        afterReturn = bytes[end] === carriageReturn;
        from = end + 1;
      }
    },
    failure: () => {
      endLine();
      return failure;
    },
    failedChunk: () => {
      endLine();
      return failedChunk;
    },
    isDone: () => {
      if (length > 0) endLine();
      return isDone;
    },
  };
}
