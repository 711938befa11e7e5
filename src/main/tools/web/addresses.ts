import type { Evidence } from './evidence.ts';

/** What may stand around an address in a text, and cannot begin or end one. */
const opening = new Set('([{‘’«“”');
const closing = new Set(')]},;:.!?…。，、！？‘’»“”');

/** A word without what stands around it. */
function bare(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && opening.has(word.charAt(start))) start += 1;
  while (end > start && closing.has(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

/** What a Markdown link leads to; '' for what is none. */
function linkedFrom(word: string): string {
  const at = word.lastIndexOf('](');
  return at === -1 ? '' : word.slice(at + 2);
}

/** Longer words are no address that a server would take; UTF-16 code units. */
const longestAddress = 8000;

/** Texts longer than this are searched for addresses only so far; UTF-16 code units. */
const longestText = 2_000_000;

/**
 * An address without what makes no difference to what a server is told: http or https, the fragment, a
 * slash at the end. null for what is none.
 */
function plainAddress(text: string): string | null {
  const isWhole = /^https?:\/\//i.test(text);
  const address = isWhole ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { host, pathname, search, username, password } = new URL(address);
  if (username !== '' || password !== '') return null;
  // A word is no address only because it could be the name of a host.
  if (!isWhole && !/[.:]|^localhost$/.test(host)) return null;
  return `${host}${pathname.replace(/\/$/, '')}${search}`;
}

function addressesIn(text: string): readonly string[] {
  return text
    .slice(0, longestText)
    .split(/[\s<>"'`“”«»|\\]+/u)
    .filter((word) => /[.:]|localhost/.test(bare(word)) && word.length <= longestAddress)
    .flatMap((word) => {
      // Scripts without spaces write on right before and after an address.
      const inside = word.match(/https?:\/\/[^。，、！？；：）】》」]+/giu) ?? [];
      return [word, bare(word), bare(linkedFrom(word)), ...inside];
    })
    .flatMap((word) => plainAddress(word) ?? []);
}

/** Whether the person wrote this address, a search found it, or it was read before. */
export function isKnown(url: URL, { written, results, asked }: Evidence): boolean {
  const wanted = plainAddress(url.href);
  if (wanted === null) return false;
  const found = results.flatMap((result) =>
    result.kind === 'search' ? result.results.map((each) => each.url) : [result.url],
  );
  return (
    [...found, ...asked].some((each) => plainAddress(each) === wanted) ||
    written.some((text) => addressesIn(text).includes(wanted))
  );
}
