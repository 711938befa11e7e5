/**
 * Stands in for the package `decode-named-character-reference` in the window (see electron.vite.config.ts):
 * the package's own way for browsers is `innerHTML`, which the window's policy refuses, and its other one
 * is a table of 12 KB. `setHTML` sanitises and is allowed.
 */

declare global {
  interface Element {
    /** Part of the HTML Sanitizer API, in Chromium since 146. */
    setHTML(html: string): void;
  }
}

const element = document.createElement('i');

/** Returns what a reference like `amp` (without `&` and `;`) stands for, or false when there is none. */
export function decodeNamedCharacterReference(name: string): string | false {
  const reference = `&${name};`;
  element.setHTML(reference);
  const text = element.textContent;
  // Some names need no semicolon: of `&notit;` the parser makes `¬it;`.
  if (text === reference || (text.endsWith(';') && name !== 'semi')) return false;
  return text;
}
