/**
 * A mark that models write around their reasoning, found when the server has left it in the text.
 */
export type Mark =
  | {
      readonly kind: 'open';
      readonly text: string;
      readonly close: string;
      /** False for a word that answers use too; it counts only at the very start. */
      readonly anywhere: boolean;
    }
  | { readonly kind: 'close'; readonly text: string }
  /** A token of gpt-oss, which writes its answer in channels. */
  | { readonly kind: 'channel'; readonly text: string };

const pairs: readonly (readonly [open: string, close: string, anywhere: boolean])[] = [
  ['<think>', '</think>', true],
  ['<thinking>', '</thinking>', true],
  ['<thought>', '</thought>', true],
  ['<thoughts>', '</thoughts>', false],
  ['<reasoning>', '</reasoning>', false],
  ['<reason>', '</reason>', false],
  // ByteDance Seed, Mistral's Magistral, Kimi, Sky-T1, Cohere, MedGemma, Gemma.
  ['<seed:think>', '</seed:think>', true],
  ['[think]', '[/think]', true],
  ['◁think▷', '◁/think▷', true],
  ['<|begin_of_thought|>', '<|end_of_thought|>', true],
  ['<|start_thinking|>', '<|end_thinking|>', true],
  ['<unused94>thought', '<unused95>', true],
  ['<|channel>thought', '<channel|>', true],
];

/** Pairs that some models write around the answer after their reasoning. */
const answerPairs: ReadonlyMap<string, string> = new Map([
  ['<answer>', '</answer>'],
  ['<|begin_of_solution|>', '<|end_of_solution|>'],
  ['<|start_response|>', '<|end_response|>'],
]);

const marks: readonly Mark[] = [
  ...pairs.map(([text, close, anywhere]): Mark => ({ kind: 'open', text, close, anywhere })),
  ...pairs.map(([, text]): Mark => ({ kind: 'close', text })),
  ...['<|channel|>', '<|start|>', '<|end|>'].map((text): Mark => ({ kind: 'channel', text })),
];

const longestMark = Math.max(
  ...marks.map(({ text }) => text.length),
  ...[...answerPairs.keys()].map((text) => text.length),
);

/** The characters that a mark can begin with. */
export const markStart = /[<[◁]/g;

/** The mark at this offset, `partial` if it may become one with more input, or null. */
export function markAt(text: string, at: number): Mark | 'partial' | null {
  const here = text.slice(at, at + longestMark).toLowerCase();
  const isEnd = at + here.length === text.length;
  let isPartial = false;
  for (const mark of marks) {
    if (here.startsWith(mark.text)) return mark;
    isPartial ||= isEnd && mark.text.startsWith(here);
  }
  return isPartial ? 'partial' : null;
}

/** The answer pair that a text starts with; `partial` if it may become one. */
export function answerPairAt(
  text: string,
): { readonly open: string; readonly close: string } | 'partial' | null {
  const here = text.slice(0, longestMark).toLowerCase();
  for (const [open, close] of answerPairs) {
    if (here.startsWith(open)) return { open, close };
    if (here !== '' && open.startsWith(here)) return 'partial';
  }
  return null;
}
