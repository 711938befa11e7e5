import { createCodeWatch, type CodeWatch } from './code-watch.ts';

/** A piece of an answer, told apart from the reasoning that some models write into the same text. */
export type Piece =
  | { readonly kind: 'delta' | 'reasoning'; readonly text: string }
  /** The last `length` UTF-16 code units of the one are the end of the other. */
  | { readonly kind: 'moved'; readonly from: 'text' | 'reasoning'; readonly length: number }
  /** A call of a tool that a model wrote into its text. */
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly text: string };

/** Gathers the pieces of one answer and knows where its text stands. */
export interface Pieces {
  readonly text: (text: string) => void;
  readonly reasoning: (text: string) => void;
  readonly call: (id: string, name: string, text: string) => void;
  /** All text so far was reasoning. */
  readonly moveText: () => void;
  /** So much of the end of the reasoning was text. */
  readonly moveBack: (length: number) => void;
  /** Follows the text. */
  readonly watch: () => CodeWatch;
  /** The text stops within a line. */
  readonly endsInsideLine: () => boolean;
  /** What was gathered since the last call. */
  readonly take: () => readonly Piece[];
}

/** Makes one for a new answer. */
export function createPieces(): Pieces {
  let pieces: Piece[] = [];
  let watch = createCodeWatch();
  let textLength = 0;
  let last = '\n';

  const add = (kind: 'delta' | 'reasoning', text: string): void => {
    const previous = pieces.at(-1);
    if (previous?.kind === kind) pieces[pieces.length - 1] = { kind, text: previous.text + text };
    else pieces.push({ kind, text });
  };

  return {
    text(text) {
      if (text === '') return;
      watch.take(text);
      textLength += text.length;
      last = text.at(-1) ?? last;
      add('delta', text);
    },
    reasoning(text) {
      if (text !== '') add('reasoning', text);
    },
    call(id, name, text) {
      pieces.push({ kind: 'call', id, name, text });
    },
    moveText() {
      if (textLength > 0) pieces.push({ kind: 'moved', from: 'text', length: textLength });
      textLength = 0;
      last = '\n';
      watch = createCodeWatch();
    },
    moveBack(length) {
      if (length === 0) return;
      pieces.push({ kind: 'moved', from: 'reasoning', length });
      textLength += length;
      last = ' ';
    },
    watch: () => watch,
    endsInsideLine: () => last !== '\n',
    take() {
      const taken = pieces;
      pieces = [];
      return taken;
    },
  };
}
