import type { Evidence } from './evidence.ts';

/** What may stand around an address in a text, and cannot begin or end one. */
const around = /^[\s<>"'`“”‘’«»([{]+|[\s<>"'`“”‘’«»)\]},;:.!?…。，、！？]+$/gu;

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
    .filter((word) => /[.:]|localhost/.test(word) && word.length <= 8000)
    .flatMap((word) => {
      // As it stands, without what closes a sentence or a link, and what a Markdown link leads to.
      const [, linked = ''] = /\]\((.+?)\)?$/u.exec(word) ?? [];
      // Scripts without spaces write on right before and after an address.
      const inside = word.match(/https?:\/\/[^。，、！？；：）】》」]+/giu) ?? [];
      return [word, word.replaceAll(around, ''), linked.replaceAll(around, ''), ...inside];
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
