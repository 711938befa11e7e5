import type { Room, RoomWay } from '../../../shared/model/context/room.ts';

/** The most tokens of the newest messages that stay beside a summary. */
const longestTail = 20_000;
/** The longest summary, in tokens. */
export const longestSummary = 2048;
/** The tokens of a window that are left for the answer: a share of it, up to a number. */
const answerShare = 8;
const maxForAnswer = 4096;

/** The tokens that a request may take, so that its answer has room. */
export function inputBudget(windowTokens: number): number {
  return windowTokens - Math.min(maxForAnswer, Math.floor(windowTokens / answerShare));
}

/** The most tokens of a summary in a request of this size. */
export function summaryBudget(budget: number): number {
  return Math.min(longestSummary, Math.floor(budget / 4));
}

/** A message that is sent now. */
export interface SentMessage {
  readonly role: 'user' | 'assistant';
  readonly tokens: number;
}

/** The next request, as far as room can be made in it. */
export interface RoomRequest {
  /** Null if the model's window is unknown. */
  readonly windowTokens: number | null;
  /** The parts that are always sent: instructions, tools, and the new message. */
  readonly fixedTokens: number;
  /** The messages from the last checkpoint on. */
  readonly sent: readonly SentMessage[];
  /** The messages before that checkpoint. */
  readonly before: number;
}

/** The place for a checkpoint, or why there is none. */
export type Cut =
  /** `at`: the index, among the messages sent, of the question that it stands before. */
  | { readonly kind: 'cut'; readonly at: number; readonly room: Room }
  /** There is only the newest turn. */
  | { readonly kind: 'nothing' }
  /** Even alone, the newest turn takes too much: this many tokens. */
  | { readonly kind: 'too_big'; readonly tokens: number };

/**
 * Finds where a checkpoint goes: as far back as the tail after it allows. The tail begins with a
 * question, so that no call of a tool is parted from its result.
 */
export function planCut(
  { windowTokens, fixedTokens, sent, before }: RoomRequest,
  way: RoomWay,
): Cut {
  const tails = sent.map(() => 0);
  let sum = 0;
  for (const [index, { tokens }] of [...sent.entries()].reverse()) {
    sum += tokens;
    tails[index] = sum;
  }
  const whole = sum;
  const tailAt = (at: number): number => tails[at] ?? 0;
  const budget = windowTokens === null ? fixedTokens + whole : inputBudget(windowTokens);
  const reserved = way === 'compact' ? summaryBudget(budget) : 0;
  const tail = way === 'compact' ? Math.min(longestTail, budget / 4) : budget / 2;
  const fits = (at: number): boolean =>
    windowTokens === null || fixedTokens + reserved + tailAt(at) <= budget;
  const questions = sent.flatMap(({ role }, at) => (at > 0 && role === 'user' ? [at] : []));
  const newest = questions.at(-1);
  if (newest === undefined) {
    return fits(0) ? { kind: 'nothing' } : { kind: 'too_big', tokens: fixedTokens + whole };
  }
  // Nothing is paid for a summary that would not help.
  if (!fits(newest)) return { kind: 'too_big', tokens: fixedTokens + reserved + tailAt(newest) };
  const at = questions.find((each) => tailAt(each) <= tail && fits(each)) ?? newest;
  return {
    kind: 'cut',
    at,
    room: { messages: before + at, tokens: Math.round(whole - tailAt(at)) },
  };
}
