import type { Behaviour, Step, StepsBehaviour, StreamMaker } from '../behaviour.ts';
import type { Framing } from '../framing.ts';

/**
 * What a good client makes of it. `complete`: unusual, but the answer is whole. `cut`: the stream
 * ended too early; the text so far is kept and marked interrupted. `error`: the server sent
 * something that is not an answer; the text before it is kept. `silent`: nothing more ever arrives,
 * so only the client's timeout ends it.
 */
export type Outcome = 'complete' | 'cut' | 'error' | 'silent';

/** One way in which a server deviates from what clients expect. */
export interface Misbehaviour {
  readonly about: string;
  readonly behaviour: Behaviour;
  /** The whole text that a good client shows; for a broken stream, the text before the break. */
  readonly text: string;
  readonly reasoning?: string;
  readonly outcome: Outcome;
  /** The HTTP status, if not 200. */
  readonly status?: number;
}

/**
 * Text with characters of 1 to 4 bytes, joined emoji, JavaScript's own line terminators, and tags.
 */
export const variedText =
  'Grüße, 世界! 👩‍👩‍👧 says “naïve café” — 🏳️‍🌈 𝒳 ∑.\n\n' +
  '* a list\n* with <b>tags</b> & "quotes"\n\n```ts\nconst n = 1 // \u2028 and \u2029\n```\nThe end. ✅';

/** The text of broken streams before they break. */
export const textBeforeBreak = 'The answer begins, naïvely 🙂, and then';

/** A stream that sends {@link textBeforeBreak} as three chunks, then runs `rest`. */
export function brokenAfterText(
  rest: (make: StreamMaker) => readonly Step[],
  framing: Partial<Framing> = {},
): StepsBehaviour {
  return {
    kind: 'steps',
    framing,
    steps: (make) => [
      { kind: 'chunk', chunk: make.chunk({ role: 'assistant', content: '' }) },
      make.text('The answer begins,'),
      make.text(' naïvely 🙂,'),
      make.text(' and then'),
      ...rest(make),
    ],
  };
}

/** The steps of a proper end: finish reason and [DONE]. */
export function properEnd(make: StreamMaker, reason = 'stop'): readonly Step[] {
  return [{ kind: 'chunk', chunk: make.chunk({}, reason) }, { kind: 'done' }];
}
