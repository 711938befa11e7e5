/**
 * Replaces the package `decode-named-character-reference` in the window (see
 * electron.vite.config.ts). The package's browser version uses `innerHTML`, which the window's
 * policy forbids; its other version is a 12 KB table. `setHTML` sanitises and is allowed.
 */

declare global {
  interface Element {
    /** Part of the HTML Sanitizer API, in Chromium since 146. */
    setHTML(html: string): void;
  }
}

const element = document.createElement('i');

/**
 * Decodes a reference such as `amp` (without `&` and `;`); returns false if there is none of that
 * name.
 */
export function decodeNamedCharacterReference(name: string): string | false {
  const reference = `&${name};`;
  element.setHTML(reference);
  const text = element.textContent;
  // Some names need no semicolon: the parser turns `&notit;` into `¬it;`.
  if (text === reference || (text.endsWith(';') && name !== 'semi')) return false;
  return text;
}
