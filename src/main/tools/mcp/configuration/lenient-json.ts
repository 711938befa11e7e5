/** Returns the index after the closing quote of the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** Returns the index after the comment that begins at `from`; `from` if there is no comment. */
function endOfComment(text: string, from: number): number {
  const close = text[from + 1] === '/' ? '\n' : text[from + 1] === '*' ? '*/' : null;
  if (close === null) return from;
  const end = text.indexOf(close, from + 2);
  // A line comment ends before its line break.
  return end === -1 ? text.length : end + (close === '\n' ? 0 : close.length);
}

/** Removes comments and trailing commas, which editors allow in their files. */
function plainJson(text: string): string {
  const pieces: string[] = [];
  /** The index of a comma that only whitespace or comments have followed so far. */
  let comma = -1;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    const after = character === '/' ? endOfComment(text, at) : at;
    if (after > at) {
      at = after;
      continue;
    }
    const end = character === '"' ? endOfString(text, at) : at + 1;
    if (comma !== -1 && (character === '}' || character === ']')) pieces[comma] = '';
    if (character === ',') comma = pieces.length;
    else if (character.trim() !== '') comma = -1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces.join('');
}

/**
 * Parses JSON as editors do, including a part of an object without its braces. Throws a
 * SyntaxError.
 */
export function parseLenient(text: string): unknown {
  const plain = plainJson(text.replace(/^\uFEFF/, '')).trim();
  try {
    return JSON.parse(plain);
  } catch (error) {
    if (!plain.startsWith('"')) throw error;
    return JSON.parse(`{${plain.replace(/,$/, '')}}`);
  }
}
