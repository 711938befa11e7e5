import { createChannels, type Channels } from './channels.ts';
import { isClosing, isOpening, placeInCode } from './mark-place.ts';
import { createPieces, type Piece, type Pieces } from './pieces.ts';
import { answerPairAt, markAt, markStart, type Mark } from './reasoning-marks.ts';
import { bareChannel, createThinking, maxWhiteSpace, type Thinking } from './thinking.ts';
import type { ThinkingStart } from './thinking.ts';

/** Separates inline reasoning from text that arrives in pieces. */
export interface ThinkSplitter {
  /**
   * Takes the next piece and returns what is now certain. Text that may still become a mark is held
   * back.
   */
  readonly push: (text: string) => readonly Piece[];
  /** Called when something other than text arrives; returns what was held back. */
  readonly release: () => readonly Piece[];
  /**
   * Called at the end of the stream; `isWhole` is true if the model itself finished. Returns the
   * rest, and reclassifies text that was mistaken for reasoning.
   */
  readonly flush: (isWhole: boolean) => readonly Piece[];
  /** Whether the text began inside reasoning; null if unknown. */
  readonly beganThinking: () => boolean | null;
}

type Mode =
  | { readonly kind: 'start' | 'text' | 'after' | 'channels' }
  | { readonly kind: 'thinking'; readonly thinking: Thinking };

/** State of reading one answer. */
interface Reading {
  readonly pieces: Pieces;
  readonly channels: Channels;
  readonly startsThinking: boolean;
  mode: Mode;
  held: string;
  hasThought: boolean;
  began: boolean | null;
  /** Opening marks that were merely mentioned; the next closing marks belong to them. */
  spokenOf: number;
  /** The closing half of an answer pair that is open. */
  answerClose: string | null;
}

const finalChannel = /^(?:<\|end\|>\s*)?(?:<\|start\|>[a-z]*\s?)?<\|channel\|>final/i;

/** Every reader below returns the text still to be read; null if all was read or is held back. */
function hold(reading: Reading, text: string): null {
  reading.held = text;
  return null;
}

function think(reading: Reading, start: ThinkingStart): void {
  reading.mode = { kind: 'thinking', thinking: createThinking(start, reading.pieces) };
}

/** Handles an answer that begins with a mark; null to wait for more input. */
function startWith(reading: Reading, mark: Mark, all: string, isEnd: boolean): string | null {
  const rest = all.slice(mark.text.length);
  switch (mark.kind) {
    case 'open':
      think(reading, { kind: 'sure', open: all.slice(0, mark.text.length), close: mark.close });
      return rest;
    case 'close':
      if (rest === '' && !isEnd) return hold(reading, all);
      reading.mode = { kind: /^[ \t]/.test(rest) ? 'text' : 'after' };
      return reading.mode.kind === 'text' ? all : rest;
    case 'channel':
      reading.mode = { kind: 'channels' };
      return all;
  }
}

function readStart(reading: Reading, all: string, isEnd: boolean): string | null {
  const trimmed = all.trimStart();
  if (all.length - trimmed.length < maxWhiteSpace) {
    if (trimmed === '' && !isEnd) return hold(reading, all);
    const mark = trimmed === '' ? null : markAt(trimmed, 0);
    const isPartial = mark === 'partial' || bareChannel.open.startsWith(trimmed);
    if (isPartial && !isEnd) return hold(reading, all);
    if (mark !== null && mark !== 'partial') return startWith(reading, mark, trimmed, isEnd);
    if (/^analysis["'“‘A-Z]/.test(trimmed)) {
      think(reading, { kind: 'guess', ...bareChannel });
      return trimmed.slice(bareChannel.open.length);
    }
  }
  if (reading.startsThinking) think(reading, { kind: 'guess', open: '', close: null });
  else reading.mode = { kind: 'text' };
  return all;
}

/**
 * Handles a mark in the text. Returns true to continue in another mode, false if the mark is
 * ordinary text, null if more input is needed.
 */
function takeMark(reading: Reading, mark: Mark, rest: string, isEnd: boolean): boolean | null {
  const { pieces } = reading;
  const after = rest.slice(mark.text.length);
  const inCode = placeInCode(pieces.watch(), after, isEnd);
  if (inCode === null) return null;
  if (inCode) return false;
  if (mark.kind === 'channel') {
    const isSwitch = reading.channels.isSwitch(rest, isEnd);
    if (isSwitch !== true) return isSwitch;
    if (!reading.hasThought && finalChannel.test(rest)) pieces.moveText();
    reading.mode = { kind: 'channels' };
    return true;
  }
  if (after === '' && !isEnd) return null;
  if (mark.kind === 'open') {
    if (!mark.anywhere) return false;
    if (isOpening(pieces.watch())) {
      const open = rest.slice(0, mark.text.length);
      think(reading, { kind: 'later', open, close: mark.close });
      return true;
    }
    reading.spokenOf += 1;
    return false;
  }
  if (reading.spokenOf > 0) {
    reading.spokenOf -= 1;
    return false;
  }
  if (reading.hasThought || !isClosing(pieces.watch(), after)) return false;
  pieces.moveText();
  endThinking(reading, true);
  return true;
}

function endThinking(reading: Reading, began: boolean): void {
  reading.began ??= began;
  reading.hasThought = true;
  reading.mode = { kind: 'after' };
}

/**
 * The length of the answer pair's closing half here; `partial` if it may follow, 0 if it is not
 * here.
 */
function answerCloseAt(reading: Reading, rest: string): number | 'partial' {
  const { answerClose } = reading;
  if (answerClose === null) return 0;
  const here = rest.slice(0, answerClose.length).toLowerCase();
  if (here === answerClose) return answerClose.length;
  return answerClose.startsWith(here) ? 'partial' : 0;
}

function readText(reading: Reading, all: string, isEnd: boolean): string | null {
  const { pieces } = reading;
  const starts = new RegExp(markStart);
  let from = 0;
  for (let found = starts.exec(all); found !== null; found = starts.exec(all)) {
    const at = found.index;
    const close = answerCloseAt(reading, all.slice(at, at + 32));
    const mark = close === 0 ? markAt(all, at) : 'partial';
    if (mark === null) continue;
    pieces.text(all.slice(from, at));
    from = at;
    if (typeof close === 'number' && close > 0) {
      reading.answerClose = null;
      return all.slice(at + close);
    }
    if (mark === 'partial') {
      if (isEnd) continue;
      return hold(reading, all.slice(at));
    }
    const rest = all.slice(at);
    const isTaken = takeMark(reading, mark, rest, isEnd);
    if (isTaken === null) return hold(reading, rest);
    if (isTaken) return mark.kind === 'channel' ? rest : rest.slice(mark.text.length);
  }
  pieces.text(all.slice(from));
  return null;
}

function readAfter(reading: Reading, all: string, isEnd: boolean): string | null {
  // After an unfinished line, keep the line breaks.
  const rest = reading.pieces.endsInsideLine() ? all : all.replace(/^[\r\n]+/, '');
  if (rest === '') return null;
  const trimmed = rest.trimStart();
  const pair = reading.answerClose === null ? answerPairAt(trimmed) : null;
  if (!isEnd && (pair === 'partial' || (trimmed === '' && rest.length < maxWhiteSpace))) {
    return hold(reading, rest);
  }
  if (pair !== null && pair !== 'partial') {
    reading.answerClose = pair.close;
    return trimmed.slice(pair.open.length);
  }
  reading.mode = { kind: 'text' };
  return rest;
}

function read(reading: Reading, all: string, isEnd: boolean): string | null {
  const { mode } = reading;
  switch (mode.kind) {
    case 'start':
      return readStart(reading, all, isEnd);
    case 'text':
      return readText(reading, all, isEnd);
    case 'after':
      return readAfter(reading, all, isEnd);
    case 'thinking': {
      const { kind, text } = mode.thinking.read(all, isEnd);
      if (kind === 'held') return hold(reading, text);
      if (kind === 'none') reading.mode = { kind: 'text' };
      else endThinking(reading, mode.thinking.start.open === '');
      return text;
    }
    case 'channels': {
      reading.hasThought = true;
      const { kind, text } = reading.channels.read(all, isEnd);
      if (kind === 'held') return hold(reading, text);
      reading.mode = { kind: 'text' };
      return text;
    }
  }
}

function readAll(reading: Reading, text: string, isEnd: boolean): void {
  let rest: string | null = reading.held + text;
  reading.held = '';
  while (rest !== null && rest !== '') rest = read(reading, rest, isEnd);
}

/**
 * Separates reasoning from text by the marks that models put around it, however they are split:
 * with or without the opening mark, at the start or after a sentence, and in the channels of
 * gpt-oss. A mark counts only where models write it (see `mark-place.ts`), and never in code. When
 * a closing mark shows that earlier text was reasoning, that text is moved; text that was mistaken
 * for reasoning is moved back. Line breaks around marks are separators and are dropped; so is
 * reasoning that is only white space. `startsThinking`: this model's answers begin inside
 * reasoning. Apart from white space, never more than a mark and its line is held back.
 */
export function createThinkSplitter(
  options: { readonly startsThinking?: boolean } = {},
): ThinkSplitter {
  const pieces = createPieces();
  const reading: Reading = {
    pieces,
    channels: createChannels(pieces),
    startsThinking: options.startsThinking === true,
    mode: { kind: 'start' },
    held: '',
    hasThought: false,
    began: null,
    spokenOf: 0,
    answerClose: null,
  };
  return {
    push(text) {
      readAll(reading, text, false);
      return pieces.take();
    },
    release() {
      readAll(reading, '', true);
      return pieces.take();
    },
    flush(isWhole) {
      readAll(reading, '', true);
      const { mode } = reading;
      if (mode.kind === 'thinking' && mode.thinking.end(isWhole) && reading.startsThinking) {
        reading.began = false;
      }
      return pieces.take();
    },
    beganThinking: () => reading.began,
  };
}
