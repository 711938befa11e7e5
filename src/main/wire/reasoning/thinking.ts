import { createCodeWatch } from './code-watch.ts';
import { isClosing, placeInCode } from './mark-place.ts';
import type { Pieces } from './pieces.ts';
import { markAt, markStart } from './reasoning-marks.ts';

/** White space beyond this is no prelude any more; holding it back would cost more at each piece. */
export const mostWhiteSpace = 1024;

/** gpt-oss without its special tokens: the names of its channels run into the text. */
export const bareChannel = { open: 'analysis', close: 'assistantfinal' };

/** What stands between two marks in a sentence that is about them. */
const explained = /^\s*(?:\.{3}|…|and|or)\s*$/;
const longestExplained = 8;

/** How reasoning began. */
export interface ThinkingStart {
  /** `sure`: its opening mark began the answer. `later`: that stood in the text. `guess`: there was none, but there are signs. */
  readonly kind: 'sure' | 'later' | 'guess';
  /** The opening mark as it was written. */
  readonly open: string;
  /** In lower case; null: any closing mark. */
  readonly close: string | null;
}

/** `ended`: `text` comes after it. `none`: it was no reasoning, and has gone back to the text. */
export interface ReadThinking {
  readonly kind: 'held' | 'ended' | 'none';
  readonly text: string;
}

/** Reasoning under way, up to its closing mark. */
export interface Thinking {
  readonly start: ThinkingStart;
  readonly read: (all: string, isEnd: boolean) => ReadThinking;
  /** The answer is over without a closing mark; true: that it was reasoning was wrong. */
  readonly end: (isWhole: boolean) => boolean;
}

/** Begins reasoning that is written to `pieces`. */
export function createThinking(start: ThinkingStart, pieces: Pieces): Thinking {
  const watch = createCodeWatch();
  const firstCharacter = start.close === bareChannel.close ? /a/g : new RegExp(markStart);
  /** What came, as long as that is white space only; null: there was more. */
  let blank: string | null = '';
  let length = 0;
  let beginning = '';
  /** How much had come when a closing mark stood in code: it counts if no other comes. */
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
    if (blank.length < mostWhiteSpace && blank.trim() === '') return;
    length = blank.length;
    pieces.reasoning(blank);
    blank = null;
  };

  const giveBack = (): void => {
    pieces.text(start.open + (blank ?? ''));
    pieces.moveBack(length);
  };

  /** The length of the closing mark at a place; 0: there is none. */
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

  /** What a closing mark with this behind it comes to. */
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
