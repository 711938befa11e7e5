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

/** CommonMark's own constructs in a line of text, as micromark has them. */
const ownText: ConstructRecord = {
  33: commonmark.labelStartImage,
  42: commonmark.attention,
  60: [commonmark.autolink, commonmark.htmlText],
  91: commonmark.labelStartLink,
  93: commonmark.labelEnd,
  95: commonmark.attention,
  96: commonmark.codeText,
};

/** Constructs that are cheap, or have a place elsewhere too: a name is switched off everywhere. */
const leftAlone = ['characterEscape', 'characterReference', 'hardBreakEscape', 'lineEnding'];

/** Steps for each beginning of a construct, whatever becomes of it. */
const startSteps = 4;

/** So many characters are read, and read again, in one step. */
const charactersPerStep = 16;

/** So many events are walked over in one step; more when they are also moved. */
const walkedPerStep = 24;
const movedPerStep = 8;

/**
 * The characters that a construct reads ahead from here at most, and reads again when that fails: those to
 * the end of an address, and of the title behind it.
 */
function readAhead(name: string, text: string, from: number): number {
  const isAddress = name.endsWith('Autolink');
  if (!isAddress && (name !== 'labelEnd' || text.charAt(from + 1) !== '(')) return 0;
  let at = from + 1;
  while (at < text.length && !isSpace(text.charCodeAt(at))) at += 1;
  // Addresses look at what ends a sentence at each character.
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

/** How many events stand behind the last beginning of a label that has no end yet. */
function eventsInLabel(events: readonly Event[]): number {
  const from = events.findLastIndex(
    ([kind, token]) =>
      kind === 'enter' &&
      (token.type === 'labelLink' || token.type === 'labelImage') &&
      token._balanced !== true,
  );
  return events.length - Math.max(from, 0);
}

/** The events that a construct walks over as it begins: marks look for their partner among all before them. */
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
 * Returns the extensions with one more, in which each construct of a line of text counts what it costs:
 * what it reads, what it will read again, and what it walks back over. `text` is what is being read.
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
