/** The text of a file and, if it is JSON, its value. */
export type ParsedJson =
  | { readonly kind: 'value'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'broken'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: 'empty' | 'too_big' };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const lenientUtf8 = new TextDecoder('utf-8');

/**
 * Deeper than any file of ours, and far below the depth at which recursion would crash the program.
 */
const maximumDepth = 500;

/**
 * Parses JSON as found on disk: possibly with a byte order mark, in UTF-16, truncated or empty.
 * Never throws. Keys named `__proto__` are dropped: they are never ours and could change what an
 * object inherits.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  if (bytes.byteLength === 0) return { kind: 'unreadable', reason: 'empty' };
  let text: string;
  try {
    const decoded = decode(bytes);
    text = decoded.text;
    // A wrong encoding is damage even if the text parses: the file must become UTF-8 again.
    if (!decoded.sound) return { kind: 'broken', text };
  } catch {
    return { kind: 'unreadable', reason: 'too_big' };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isSuspicious(text)) return { kind: 'value', value: cleaned(value, 0), text };
    return { kind: 'value', value, text };
  } catch {
    return { kind: 'broken', text };
  }
}

/** True for JSON that may contain a key named `__proto__`. */
export function isSuspicious(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u005');
}

/** The text of bytes in UTF-8; null if they are not. */
export function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array): { readonly text: string; readonly sound: boolean } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), sound: false };
  }
  if (first === 0xfe && second === 0xff) {
    return { text: new TextDecoder('utf-16be').decode(bytes), sound: false };
  }
  const text = decodeStrictly(bytes);
  return text === null ? { text: lenientUtf8.decode(bytes), sound: false } : { text, sound: true };
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maximumDepth) return null;
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, item]) => [key, cleaned(item, depth + 1)]));
}
