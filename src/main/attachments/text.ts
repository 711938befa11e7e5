/**
 * Control characters that never occur in text. Line breaks, tab, form feed, escape and everything
 * beyond ASCII do.
 */
const escape = String.fromCharCode(0x1b);
const notInText = new RegExp(`[^\\P{Cc}\\s${escape}\\u007f-\\u009f]`, 'u');

function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Reads a file piece by piece and decides whether it is text. */
export interface TextReader {
  /** The text of this piece; null from the first piece on that is not text. */
  read(piece: Uint8Array): string | null;
  /** The rest; null if the file ends inside a character or was not text. */
  end(): string | null;
}

/** Creates a reader for UTF-8, and for UTF-16 with a byte order mark. */
export function createTextReader(): TextReader {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let isText = true;
  const decode = (piece?: Uint8Array): string | null => {
    if (!isText) return null;
    try {
      decoder ??= new TextDecoder(encodingOf(piece ?? new Uint8Array()), { fatal: true });
      const text = decoder.decode(piece, { stream: piece !== undefined });
      isText = !notInText.test(text);
      return isText ? text : null;
    } catch {
      // Undecodable bytes mean that it is not text: a result, not a failure.
      isText = false;
      return null;
    }
  };
  return { read: (piece) => decode(piece), end: () => decode() };
}
