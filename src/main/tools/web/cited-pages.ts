import type { Message, Part } from '../../../shared/model/conversation.ts';
import { createPauses } from '../../event-loop/pauses.ts';
import { passagesOf, scoresFor } from '../../web/passages.ts';
import { pagesGivenIn, type GivenPage } from './evidence.ts';

type Citation = Extract<Part, { kind: 'citation' }>;

/** A message, as far as it may hold pages or cite them. */
type Saying = Pick<Message, 'parts'>;

/** The longest quoted passage of a page, in UTF-16 code units. */
const longestQuote = 500;
/** The longest statement before a number that is compared with the page, likewise. */
const longestStatement = 600;
/** The most statements that count for one page. */
const maxStatements = 5;
/** The longest text of one page that is searched for a passage, in UTF-16 code units. */
const longestSearched = 500_000;
/** The most pages that one answer cites. */
const maxPages = 100;

const numberInBrackets = /\[([1-9]\d{0,2})\]/g;
const code = /```[^]*?(?:```|$)|~~~[^]*?(?:~~~|$)|`[^`\n]*`/g;

/** Returns what an answer says, without code, where brackets mean something else. */
function saidIn(parts: readonly Part[]): string {
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return texts.join('\n\n').replaceAll(code, ' ');
}

/** Returns the statements of a text by the number that each is marked with. */
function statementsIn(text: string): ReadonlyMap<number, readonly string[]> {
  const statements = new Map<number, string[]>();
  for (const match of text.matchAll(numberInBrackets)) {
    const number = Number(match[1]);
    const known = statements.get(number) ?? [];
    statements.set(number, known);
    if (known.length >= maxStatements) continue;
    const before = text.slice(Math.max(0, match.index - longestStatement), match.index);
    known.push(before.slice(before.lastIndexOf('\n') + 1).replaceAll(numberInBrackets, ' '));
  }
  return statements;
}

function shortened(text: string): string {
  if (text.length <= longestQuote) return text;
  const space = text.lastIndexOf(' ', longestQuote);
  const end = space > longestQuote / 2 ? space : longestQuote;
  return `${text.slice(0, end).toWellFormed().trimEnd()} …`;
}

/** Returns the text of a list that fits the statements best; null if none has any of their words. */
function bestOf(texts: readonly string[], statements: string): string | null {
  const scores = scoresFor(
    texts.map((text) => ({ text })),
    statements,
  );
  const best = Math.max(0, ...scores);
  return best === 0 ? null : (texts[scores.indexOf(best)] ?? null);
}

/** Returns what a page says about the statements; null if no passage shares a word with them. */
function passageFor({ texts }: GivenPage, statements: readonly string[]): string | null {
  const said = statements.join('\n');
  let left = longestSearched;
  const passages = texts.flatMap((whole) => {
    const part = whole.slice(0, left);
    left -= part.length;
    return passagesOf(part).map(({ text }) => text);
  });
  const passage = bestOf(passages, said);
  const paragraph = passage === null ? null : bestOf(passage.split('\n\n'), said);
  return paragraph === null ? null : shortened(paragraph.trim());
}

/**
 * Returns the sources of an answer among the pages that were read on its path: those whose number
 * stands in its text, unless the model's server named a source by that number. Sources that it has
 * already are left out. A search result is no source, because nobody has read it. Finding a passage
 * takes one or two milliseconds, so many pages take several turns of the event loop.
 */
export async function citedPages(
  before: readonly Saying[],
  parts: readonly Part[],
): Promise<readonly Citation[]> {
  const statements = statementsIn(saidIn(parts));
  if (statements.size === 0) return [];
  const has = parts.filter((part): part is Citation => part.kind === 'citation');
  const named = new Set(has.map(({ number }) => number));
  const pages = pagesGivenIn([...before, { parts }]);
  const pause = createPauses();
  const cited: Citation[] = [];
  for (const [number, said] of statements) {
    const page = pages.get(number);
    if (page === undefined || named.has(number)) continue;
    const passage = passageFor(page, said);
    const quote = passage === null ? {} : { passage };
    const { url, title } = page;
    cited.push({ kind: 'citation', url, title, ...quote, from: 'page', number });
    if (cited.length === maxPages) break;
    await pause();
  }
  return cited;
}
