/** A piece of an answer, told apart from the reasoning that some models write into the same text. */
export interface Piece {
  readonly kind: 'delta' | 'reasoning';
  readonly text: string;
}

/** Splits inline reasoning off a text that arrives in pieces. */
export interface ThinkSplitter {
  /** Takes the next piece; returns what is now certain. What may still become a tag is held back. */
  readonly push: (text: string) => readonly Piece[];
  /** The stream is over: returns what was held back. */
  readonly flush: () => readonly Piece[];
}

const opening = '<think>';
const closing = '</think>';

/** White space beyond this is no prelude any more; holding it back would cost more at each piece. */
const mostWhiteSpace = 1024;

/** How many code units at the end of `text` may be the beginning of `tag`. */
function unfinishedTag(text: string, tag: string): number {
  const longest = Math.min(text.length, tag.length - 1);
  for (let length = longest; length > 0; length -= 1) {
    if (tag.startsWith(text.slice(text.length - length))) return length;
  }
  return 0;
}

function piece(kind: Piece['kind'], text: string): readonly Piece[] {
  return text === '' ? [] : [{ kind, text }];
}

/**
 * Reads `<think>…</think>` at the very start of an answer (only white space may come before it, and
 * goes with it) as reasoning; local servers send DeepSeek R1 and Qwen like that. Line ends right
 * after the closing tag only separate the two and are dropped, and so is reasoning of nothing but
 * white space, which Qwen sends when it does not think. A tag later in the text is text. Tags may be
 * cut anywhere. What is held back is never longer than a tag, apart from white space.
 */
export function createThinkSplitter(): ThinkSplitter {
  let state: 'start' | 'thinking' | 'after' | 'text' = 'start';
  let held = '';
  /** Reasoning so far was only white space. */
  let blank = true;

  const think = (text: string): readonly Piece[] => {
    const close = text.indexOf(closing);
    if (close >= 0) {
      state = 'after';
      const inner = text.slice(0, close);
      const reasoning = blank && inner.trim() === '' ? [] : piece('reasoning', inner);
      return [...reasoning, ...read(text.slice(close + closing.length))];
    }
    const sure = text.length - unfinishedTag(text, closing);
    const certain = text.slice(0, sure);
    if (blank && text.length < mostWhiteSpace && certain.trim() === '') {
      held = text;
      return [];
    }
    blank = false;
    held = text.slice(sure);
    return piece('reasoning', certain);
  };

  const read = (text: string): readonly Piece[] => {
    switch (state) {
      case 'start': {
        const trimmed = text.trimStart();
        if (trimmed.startsWith(opening)) {
          state = 'thinking';
          return think(trimmed.slice(opening.length));
        }
        if (text.length < mostWhiteSpace && opening.startsWith(trimmed)) {
          held = text;
          return [];
        }
        state = 'text';
        return piece('delta', text);
      }
      case 'thinking':
        return think(text);
      case 'after': {
        const rest = text.replace(/^[\r\n]+/, '');
        if (rest !== '') state = 'text';
        return piece('delta', rest);
      }
      case 'text':
        return piece('delta', text);
    }
  };

  return {
    push(text) {
      if (state === 'text' && held === '') return piece('delta', text);
      const all = held + text;
      held = '';
      return read(all);
    },
    flush() {
      const rest = held;
      held = '';
      if (state !== 'thinking') return piece('delta', rest);
      return blank && rest.trim() === '' ? [] : piece('reasoning', rest);
    },
  };
}
