import * as commonmark from 'micromark-core-commonmark';
import { combineExtensions } from 'micromark-util-combine-extensions';
import type {
  Construct,
  ConstructRecord,
  Event,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import { spend } from './work.ts';

/** micromark's names for CommonMark's inline constructs. */
const ownText: ConstructRecord = {
  33: commonmark.labelStartImage,
  42: commonmark.attention,
  60: [commonmark.autolink, commonmark.htmlText],
  91: commonmark.labelStartLink,
  93: commonmark.labelEnd,
  95: commonmark.attention,
  96: commonmark.codeText,
};

/**
 * Constructs left out of the count: they are cheap, or also used elsewhere. Disabling a name
 * disables it everywhere.
 */
const leftAlone = ['characterEscape', 'characterReference', 'hardBreakEscape', 'lineEnding'];

/** Steps per start of a construct, whether or not it succeeds. */
const startSteps = 4;

/** Number of characters read and re-read per step. */
const charactersPerStep = 16;

/** Number of events walked per step; more expensive if they are also moved. */
const walkedPerStep = 24;
const movedPerStep = 8;

/**
 * The maximum number of characters that a construct reads ahead from here, and re-reads if it
 * fails: up to the end of an address and the title after it.
 */
function readAhead(name: string, text: string, from: number): number {
  const isAddress = name.endsWith('Autolink');
  if (!isAddress && (name !== 'labelEnd' || text.charAt(from + 1) !== '(')) return 0;
  let at = from + 1;
  while (at < text.length && !isSpace(text.charCodeAt(at))) at += 1;
  // Addresses check at each character whether the sentence ends.
  if (isAddress) return (at - from) * 2;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'" && quote !== '(') return at - from;
  const close = text.indexOf(quote === '(' ? ')' : quote, at + 1);
  return (close === -1 ? text.length : close) - from;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Number of events since the last label start that has no end yet. */
function eventsInLabel(events: readonly Event[]): number {
  const from = events.findLastIndex(
    ([kind, token]) =>
      kind === 'enter' &&
      (token.type === 'labelLink' || token.type === 'labelImage') &&
      token._balanced !== true,
  );
  return events.length - Math.max(from, 0);
}

/**
 * The number of events that a construct walks when it starts. Delimiters look for their partner
 * among all earlier events.
 */
function walkedAtStart(construct: Construct, name: string, events: readonly Event[]): number {
  if (name === 'gfmPotentialFootnoteCall') return eventsInLabel(events);
  const isLabel = name.startsWith('label');
  return construct.resolveAll === undefined || isLabel ? 0 : events.length;
}

function counted(construct: Construct, text: () => string): Construct {
  const name = construct.name ?? '';
  const { tokenize } = construct;
  return {
    ...construct,
    name: `counted:${name}`,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const from = this.now().offset;
      spend(startSteps + Math.ceil(walkedAtStart(construct, name, this.events) / walkedPerStep));
      spend(Math.ceil(readAhead(name, text(), from) / charactersPerStep));
      const read = (): void =>
        spend(Math.ceil(Math.max(0, this.now().offset - from) / charactersPerStep));
      const done: State = (code) => {
        read();
        if (name === 'labelEnd') spend(Math.ceil(eventsInLabel(this.events) / movedPerStep));
        return ok(code);
      };
      const failed: State = (code) => {
        read();
        return nok(code);
      };
      return tokenize.call(this, effects, done, failed);
    },
  };
}

function listOf(value: ConstructRecord[string]): readonly Construct[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function namesElsewhere(extension: Extension): string[] {
  const { document, flow, flowInitial, contentInitial, string } = extension;
  return [document, flow, flowInitial, contentInitial, string]
    .flatMap((record) => Object.values(record ?? {}).flatMap(listOf))
    .flatMap(({ name }) => (name === undefined ? [] : [name]));
}

/**
 * Adds an extension that counts the cost of each inline construct: what it reads, what it will
 * re-read, and what it walks back over. `text` is the text being parsed.
 */
export function countedText(extensions: readonly Extension[], text: () => string): Extension[] {
  const all = combineExtensions([{ text: ownText }, ...extensions]);
  const skipped = new Set([...leftAlone, ...(all.disable?.null ?? []), ...namesElsewhere(all)]);
  const known = new Map<Construct, Construct>();
  const constructs: Record<string, Construct[]> = {};
  for (const [code, value] of Object.entries(all.text ?? {})) {
    constructs[code] = listOf(value)
      .filter(({ name }) => name !== undefined && !skipped.has(name))
      .map((construct) => {
        const made = known.get(construct) ?? counted(construct, text);
        known.set(construct, made);
        return made;
      });
  }
  const names = [...known.keys()].flatMap(({ name }) => (name === undefined ? [] : [name]));
  return [...extensions, { text: constructs, disable: { null: names } }];
}
