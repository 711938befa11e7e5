import { formulaEnd } from '../../../shared/markdown/formula-end.ts';
import { readTag } from '../../../shared/markdown/inline-tags.ts';
import { isEastAsian } from '../../../shared/markdown/scripts.ts';

/**
 * Closes the open marks at the end of a growing inline text, for display only, so that half a bold
 * word or half a link shows as what it is about to become. Plain text is never removed, and half a
 * formula is shown as written.
 */
export function closeMarks(text: string): string {
  const scan = scanMarks(text);
  const literal = Math.min(scan.literal, scan.end);
  let shown = text.slice(0, literal) + asLiteral(text.slice(literal, scan.end));
  for (const cut of scan.cuts.toReversed()) {
    shown = shown.slice(0, cut.from) + shown.slice(cut.to);
  }
  const content = shown.trimEnd();
  const closers = scan.open
    .map((mark) => mark.text)
    .reverse()
    .join('');
  if (closers === '' || scan.open.length > maxOpen) return shown;
  return content + closers;
}

/** The text with every special character escaped. */
function asLiteral(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

/** Limit of marks to close. Nobody writes more, and nesting is expensive. */
const maxOpen = 16;

interface Mark {
  /** The text that closes it. */
  readonly text: string;
  readonly at: number;
}

/** The marks so far. Up to `settled`, a closing mark has found its partner. */
interface Marks {
  readonly list: Mark[];
  settled: number;
}

interface Scan {
  /** Marks without a partner, outermost first. */
  readonly open: readonly Mark[];
  /** Where the text is cut off, because what follows may not be text. */
  readonly end: number;
  /** The start of an unfinished formula. */
  readonly literal: number;
  /** Brackets to leave out. */
  readonly cuts: readonly { readonly from: number; readonly to: number }[];
}

/** The end of a text that may become part of a mark, an entity, a tag or an address. */
const uncertainEnd = /(?:\\|!|&#?[a-z0-9]{0,31}|<(?:[a-z/!?][^>\n]{0,200})?|(?<!\$)\$+|\\[([])$/i;

function scanMarks(whole: string): Scan {
  const trimmed = whole.replace(/(?<![ \t\n])[ \t\n]+$/, '');
  const hidden = uncertainEnd.exec(trimmed);
  const text = hidden === null ? trimmed : trimmed.slice(0, hidden.index);
  const open: Marks = { list: [], settled: 0 };
  const brackets: { at: number; image: boolean; depth: number }[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = text.charAt(at);
    const formula = letter === '$' || letter === '\\' ? formulaEnd(text, at) : null;
    if (formula === 'open') return { ...ended(text, text.length, open, brackets), literal: at };
    if (formula !== null) {
      at = formula;
    } else if (letter === '\\') {
      at += 2;
    } else if (letter === '`') {
      const run = runLength(text, at);
      const end = closingRun(text, at + run, run);
      if (end === -1) return openCode(text, at, run, open, brackets);
      at = end;
    } else if (letter === '*' || letter === '_' || letter === '~') {
      at = readRun(text, at, open);
    } else if (letter === '<') {
      at = passTag(text, at, open.list);
    } else if (letter === '[') {
      brackets.push({ at, image: text.charAt(at - 1) === '!', depth: open.list.length });
      at += 1;
    } else if (letter === ']' && brackets.length > 0) {
      const rest = text.slice(at + 1);
      const target =
        /^\((?:[^()\s\\]|\\.|\([^()\s]*(?:\)|$))*(?:\s+(?:"[^"]*(?:"\s*)?|'[^']*(?:'\s*)?)?)?$|^\[[^\]]*$|^$/.test(
          rest,
        );
      const bracket = brackets.pop();
      if (target && bracket !== undefined && !(rest === '' && /\n/.test(text.slice(bracket.at)))) {
        return openTarget(text, at, bracket, open, brackets);
      }
      at += 1;
    } else {
      at += 1;
    }
  }
  return ended(text, text.length, open, brackets);
}

/** Length limit of a supported tag, in characters. */
const longestTag = 12;

/** Reads a supported tag as a mark, and returns the offset after it. */
function passTag(text: string, at: number, open: Mark[]): number {
  const end = text.slice(at, at + longestTag).indexOf('>');
  const tag = end === -1 ? null : readTag(text.slice(at, at + end + 1));
  if (tag === null) return at + 1;
  const closer = `</${tag.name}>`;
  const index = tag.closes ? open.findLastIndex((mark) => mark.text === closer) : -1;
  if (index !== -1) open.splice(index);
  else if (!tag.closes) open.push({ text: closer, at });
  return at + end + 1;
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text.charAt(end) === text.charAt(at)) end += 1;
  return end - at;
}

/** Returns the end of the code that a run of backticks opened, or -1. */
function closingRun(text: string, from: number, length: number): number {
  for (let at = text.indexOf('`', from); at !== -1; at = text.indexOf('`', at)) {
    const run = runLength(text, at);
    at += run;
    if (run === length) return at;
  }
  return -1;
}

type Brackets = readonly { readonly at: number; readonly image: boolean; readonly depth: number }[];

function openCode(text: string, at: number, run: number, open: Marks, brackets: Brackets): Scan {
  const content = text.slice(at + run).replace(/(?<!`)`+$/, '');
  const end = at + run + content.length;
  if (content.trim() === '') return ended(text, at, open, brackets);
  return ended(
    text,
    end,
    { ...open, list: [...open.list, { text: '`'.repeat(run), at }] },
    brackets,
  );
}

/** A link whose address is unfinished shows its text; an image shows nothing. */
function openTarget(
  text: string,
  at: number,
  bracket: { readonly at: number; readonly image: boolean },
  open: Marks,
  brackets: Brackets,
): Scan {
  if (bracket.image) return ended(text, bracket.at - 1, open, brackets);
  const label = text.slice(bracket.at + 1, at);
  if (label.startsWith('^') || label.trim() === '') return ended(text, bracket.at, open, brackets);
  const scan = ended(text, at, open, brackets);
  return { ...scan, cuts: [...scan.cuts, { from: bracket.at, to: bracket.at + 1 }] };
}

/** Length limit of an unfinished link label, in characters. A longer one is plain text. */
const maxLabel = 300;

function isTag({ text }: Mark): boolean {
  return text.startsWith('</');
}

/** The length of the opening mark: that of the closing mark, or a tag without its slash. */
function openingLength(mark: Mark): number {
  return isTag(mark) ? mark.text.length - 1 : mark.text.length;
}

function ended(text: string, stop: number, open: Marks, brackets: Brackets): Scan {
  const image = brackets.find((bracket) => bracket.image && bracket.at < stop);
  let end = image === undefined ? stop : image.at - 1;
  const inside = brackets.filter((bracket) => bracket.at < end);
  let last = inside.pop();
  while (last !== undefined && /^(?:\^.*|\s*)$/.test(text.slice(last.at + 1, end))) {
    end = last.at;
    last = inside.pop();
  }
  // An empty tag would be shown as its letters.
  const tag = open.list.findLast(isTag);
  if (tag !== undefined && text.slice(tag.at, end).trimEnd().length < tag.text.length) end = tag.at;
  const kept = open.list.filter((mark) => mark.at + openingLength(mark) < end);
  const cuts =
    last === undefined || end - last.at > maxLabel ? [] : [{ from: last.at, to: last.at + 1 }];
  return { open: kept, end: withoutMarks(text, end, open.settled), literal: end, cuts };
}

/**
 * Leaves out a run of marks at the very end. Whether it opens or closes depends on what follows.
 */
function withoutMarks(text: string, end: number, settled: number): number {
  let at = end;
  while (at > settled && /[*_~]/.test(text.charAt(at - 1)) && text.charAt(at - 2) !== '\\') at -= 1;
  return at;
}

/** Reads a run of emphasis marks by the flanking rules, and returns its end. */
function readRun(text: string, at: number, open: Marks): number {
  const letter = text.charAt(at);
  const run = runLength(text, at);
  const end = at + run;
  if (end === text.length) {
    const index = open.list.findLastIndex((mark) => mark.text.startsWith(letter));
    if (run < (open.list[index]?.text.length ?? Infinity)) return end;
    closeRun(letter, run, open.list);
    open.settled = end;
    return end;
  }
  const [left, right] = flanking(text.charAt(at - 1), text.charAt(end));
  const inner = letter === '_';
  const opens = left && (!inner || !right || isPunctuation(text.charAt(at - 1)));
  const closes = right && (!inner || !left || isPunctuation(text.charAt(end)));
  let rest = run;
  if (closes) rest = closeRun(letter, run, open.list);
  if (opens && rest > 0 && !(letter === '~' && rest > 2))
    openRun(letter, rest, end - rest, open.list);
  return end;
}

function openRun(letter: string, run: number, at: number, open: Mark[]): void {
  if (letter === '~') {
    open.push({ text: letter.repeat(run), at });
    return;
  }
  if (run % 2 === 1) open.push({ text: letter, at });
  for (let pairs = Math.floor(run / 2); pairs > 0; pairs -= 1) {
    open.push({ text: letter.repeat(2), at: at + (run % 2) });
  }
}

/** Closes what a run can close, innermost first, and returns the rest of the run. */
function closeRun(letter: string, run: number, open: Mark[]): number {
  let rest = run;
  while (rest > 0) {
    const index = open.findLastIndex((mark) => mark.text.startsWith(letter));
    const mark = open[index];
    if (mark === undefined) return rest;
    if (mark.text.length > rest) {
      if (letter === '~') return rest;
      open[index] = { text: letter, at: mark.at };
      open.length = index + 1;
      return 0;
    }
    rest -= mark.text.length;
    open.length = index;
  }
  return 0;
}

function isSpace(letter: string): boolean {
  return letter === '' || /\s/.test(letter);
}

function isPunctuation(letter: string): boolean {
  return /[\p{P}\p{S}]/u.test(letter);
}

function flanking(previous: string, next: string): readonly [left: boolean, right: boolean] {
  // Beside East Asian characters, punctuation does not stop a mark from opening or closing.
  const left =
    !isSpace(next) &&
    (!isPunctuation(next) || isSpace(previous) || isPunctuation(previous) || isEastAsian(previous));
  const right =
    !isSpace(previous) &&
    (!isPunctuation(previous) || isSpace(next) || isPunctuation(next) || isEastAsian(next));
  return [left, right];
}
