import { createCodeWatch, type CodeWatch } from './code-watch.ts';

/** A piece of an answer. Reasoning that some models write into the text is separated from it. */
export type Piece =
  | { readonly kind: 'delta' | 'reasoning'; readonly text: string }
  /** The last `length` UTF-16 code units of one kind belong to the end of the other. */
  | { readonly kind: 'moved'; readonly from: 'text' | 'reasoning'; readonly length: number }
  /** A tool call that a model wrote into its text. */
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly text: string };

/** Collects the pieces of one answer and tracks the position in its text. */
export interface Pieces {
  readonly text: (text: string) => void;
  readonly reasoning: (text: string) => void;
  readonly call: (id: string, name: string, text: string) => void;
  /** Reclassifies all text so far as reasoning. */
  readonly moveText: () => void;
  /** Reclassifies the last `length` code units of reasoning as text. */
  readonly moveBack: (length: number) => void;
  /** The code watch that follows the text. */
  readonly watch: () => CodeWatch;
  /** True if the text stops in the middle of a line. */
  readonly endsInsideLine: () => boolean;
  /** The pieces collected since the last call. */
  readonly take: () => readonly Piece[];
}

/** Creates one for a new answer. */
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
