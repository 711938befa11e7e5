/** Invisible characters that are copied along with an address and are never part of one. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/**
 * Characters that may surround an address. A trailing full stop would make a host name absolute.
 */
const around = new Set(' \t\r\n"\'“”„‘’«»`<>(),;');

/**
 * Converts full-width characters, as typed on East Asian keyboards, to the ASCII that addresses
 * use.
 */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3002', '.')
    .replaceAll('\u3000', ' ');
}

/** Strips what surrounds an address: spaces, quotes, brackets, a trailing comma. */
function peeled(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && around.has(text.charAt(start))) start += 1;
  while (start < end && (around.has(text.charAt(end - 1)) || text.charAt(end - 1) === '.')) {
    end -= 1;
  }
  return text.slice(start, end);
}

/** The longest text searched for an address (UTF-16 code units). */
const longestLook = 10_000;

/**
 * Finds the address in typed or pasted text: an address alone, possibly in quotes and the like, or
 * inside a `curl` command, a line of a settings file or `NAME=value`. '' if nothing is left.
 */
export function addressIn(typed: string): string {
  const text = peeled(halfWidth(typed.slice(0, longestLook).replace(invisible, '')).trim());
  const isOneWord = !/[\s"'`]/.test(text);
  if (isOneWord && !/^\w+=/.test(text)) return text;
  const within = /https?:\/\/[^\s"'`<>\\]+/i.exec(text)?.[0];
  return within === undefined ? text : peeled(within);
}
