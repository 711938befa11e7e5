import type { Evidence } from './evidence.ts';

/** Punctuation that may surround a URL in a text but not begin or end it. */
const opening = new Set('([{‘’«“”');
const closing = new Set(')]},;:.!?…。，、！？‘’»“”');

/** Removes the punctuation around a word. */
function bare(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && opening.has(word.charAt(start))) start += 1;
  while (end > start && closing.has(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

/** Returns the target of a Markdown link; '' if the word is no link. */
function linkedFrom(word: string): string {
  const at = word.lastIndexOf('](');
  return at === -1 ? '' : word.slice(at + 2);
}

/** The longest URL that servers accept, in UTF-16 code units. */
const longestAddress = 8000;

/** The longest prefix of a text that is searched for URLs, in UTF-16 code units. */
const longestText = 2_000_000;

/**
 * Normalises a URL: removes the scheme, the fragment and a trailing slash, which make no difference
 * to the information a server receives. Returns null if the text is no URL.
 */
function plainAddress(text: string): string | null {
  const isWhole = /^https?:\/\//i.test(text);
  const address = isWhole ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { host, pathname, search, username, password } = new URL(address);
  if (username !== '' || password !== '') return null;
  // A plain word is no URL, although it could be a host name.
  if (!isWhole && !/[.:]|^localhost$/.test(host)) return null;
  return `${host}${pathname.replace(/\/$/, '')}${search}`;
}

function addressesIn(text: string): readonly string[] {
  return text
    .slice(0, longestText)
    .split(/[\s<>"'`“”«»|\\]+/u)
    .filter((word) => /[.:]|localhost/.test(bare(word)) && word.length <= longestAddress)
    .flatMap((word) => {
      // Scripts without spaces continue directly before and after a URL.
      const inside = word.match(/https?:\/\/[^。，、！？；：）】》」]+/giu) ?? [];
      return [word, bare(word), bare(linkedFrom(word)), ...inside];
    })
    .flatMap((word) => plainAddress(word) ?? []);
}

/** Returns whether the person wrote this URL, a search found it or it was read before. */
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
