import { createCodeWatch } from './code-watch.ts';
import { isClosing, placeInCode } from './mark-place.ts';
import type { Pieces } from './pieces.ts';
import { markAt, markStart } from './reasoning-marks.ts';

/** More white space than this is not a prelude; holding it back would cost more with each piece. */
export const maxWhiteSpace = 1024;

/** gpt-oss without its special tokens: the channel names run into the text. */
export const bareChannel = { open: 'analysis', close: 'assistantfinal' };

/** The text between two marks in a sentence about the marks themselves. */
const explained = /^\s*(?:\.{3}|…|and|or)\s*$/;
const longestExplained = 8;

/** How reasoning began. */
export interface ThinkingStart {
  /**
   * `sure`: its opening mark began the answer. `later`: the mark appeared in the text. `guess`:
   * there was no mark, but there are signs.
   */
  readonly kind: 'sure' | 'later' | 'guess';
  /** The opening mark as written. */
  readonly open: string;
  /** The closing mark in lower case; null accepts any. */
  readonly close: string | null;
}

/**
 * `ended`: `text` follows the reasoning. `none`: it was not reasoning and was moved back to the
 * text.
 */
export interface ReadThinking {
  readonly kind: 'held' | 'ended' | 'none';
  readonly text: string;
}

/** Reasoning in progress, up to its closing mark. */
export interface Thinking {
  readonly start: ThinkingStart;
  readonly read: (all: string, isEnd: boolean) => ReadThinking;
  /**
   * Called when the answer ends without a closing mark; returns true if it was not reasoning after
   * all.
   */
  readonly end: (isWhole: boolean) => boolean;
}

/** Starts reasoning that is written to `pieces`. */
export function createThinking(start: ThinkingStart, pieces: Pieces): Thinking {
  const watch = createCodeWatch();
  const firstCharacter = start.close === bareChannel.close ? /a/g : new RegExp(markStart);
  /** The input so far while it is only white space; null after that. */
  let blank: string | null = '';
  let length = 0;
  let beginning = '';
  /** The length at the first closing mark inside code; it counts if no other mark follows. */
  let doubtfulEnd: number | null = null;

  const add = (text: string): void => {
    watch.take(text);
    if (beginning.length <= longestExplained) beginning += text.slice(0, longestExplained + 1);
    if (blank === null) {
      length += text.length;
      pieces.reasoning(text);
      return;
    }
    blank += text;
    if (blank.length < maxWhiteSpace && blank.trim() === '') return;
    length = blank.length;
    pieces.reasoning(blank);
    blank = null;
  };

  const giveBack = (): void => {
    pieces.text(start.open + (blank ?? ''));
    pieces.moveBack(length);
  };

  /** The length of the closing mark at an offset; 0 if there is none. */
  const closeAt = (all: string, at: number): number | 'partial' => {
    const { close } = start;
    if (close === null) {
      const mark = markAt(all, at);
      if (mark === 'partial') return mark;
      return mark?.kind === 'close' ? mark.text.length : 0;
    }
    const here = all.slice(at, at + close.length).toLowerCase();
    if (here === close) return close.length;
    return at + here.length === all.length && close.startsWith(here) ? 'partial' : 0;
  };

  /** Decides about a closing mark, given the text after it. */
  const judge = (mark: number, after: string, isEnd: boolean): 'end' | 'none' | 'text' | 'wait' => {
    const inCode = placeInCode(watch, after, isEnd);
    if (inCode === null || (after === '' && !isEnd)) return 'wait';
    if (inCode) {
      doubtfulEnd ??= length + (blank?.length ?? 0) + mark;
      return 'text';
    }
    if (start.kind === 'later' && !isClosing(watch, after)) return 'none';
    const isExplained = beginning.length <= longestExplained && explained.test(beginning);
    return start.kind !== 'guess' && isExplained && /^[ \t]/.test(after) ? 'none' : 'end';
  };

  return {
    start,
    read(all, isEnd) {
      let from = 0;
      firstCharacter.lastIndex = 0;
      for (let found = firstCharacter.exec(all); found !== null; found = firstCharacter.exec(all)) {
        const at = found.index;
        const mark = closeAt(all, at);
        if (mark === 0 || (mark === 'partial' && isEnd)) continue;
        add(all.slice(from, at));
        from = at;
        if (mark === 'partial') return { kind: 'held', text: all.slice(at) };
        const after = all.slice(at + mark);
        switch (judge(mark, after, isEnd)) {
          case 'wait':
            return { kind: 'held', text: all.slice(at) };
          case 'end':
            return { kind: 'ended', text: after };
          case 'none':
            giveBack();
            pieces.text(all.slice(at, at + mark));
            return { kind: 'none', text: after };
          case 'text':
        }
      }
      add(all.slice(from));
      return { kind: 'held', text: '' };
    },
    end(isWhole) {
      if (start.kind === 'sure') {
        if (isWhole && doubtfulEnd !== null && blank === null)
          pieces.moveBack(length - doubtfulEnd);
        return false;
      }
      const isWrong = isWhole || (start.kind === 'later' && length === 0);
      if (isWrong) giveBack();
      return isWrong;
    },
  };
}
