/** The end of a string that begins at `from`, behind its last quote. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** The end of a comment that begins at `from`; `from` if none does. */
function endOfComment(text: string, from: number): number {
  const close = text[from + 1] === '/' ? '\n' : text[from + 1] === '*' ? '*/' : null;
  if (close === null) return from;
  const end = text.indexOf(close, from + 2);
  // A line goes on behind its comment.
  return end === -1 ? text.length : end + (close === '\n' ? 0 : close.length);
}

/** The text without comments and commas before a bracket, which editors allow in their files. */
function plainJson(text: string): string {
  const pieces: string[] = [];
  /** The place of a comma behind which nothing has come yet. */
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

/** Reads JSON as editors do, also a part of an object without its braces. Throws a SyntaxError. */
export function parseLenient(text: string): unknown {
  const plain = plainJson(text.replace(/^\uFEFF/, '')).trim();
  try {
    return JSON.parse(plain);
  } catch (error) {
    if (!plain.startsWith('"')) throw error;
    return JSON.parse(`{${plain.replace(/,$/, '')}}`);
  }
}
