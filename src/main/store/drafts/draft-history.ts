import {
  stepBetween,
  textBefore,
  type DraftStep,
} from '../../../shared/model/message/draft-step.ts';

/** A pause after which typing is a step of its own (ms). */
const restMs = 1000;
/** More than this comes at once, as by pasting, and is a step of its own (UTF-16 code units). */
const maxTyped = 64;
/** The most steps of a draft, and the most text in them (UTF-16 code units). Older ones go. */
const maxSteps = 100;
const maxStepText = 20_000;
/** A longer text has no steps: finding what changed would read all of it each time. */
const longestText = 200_000;

/** How an unsent text came about since its box was last empty, oldest step first. */
export interface DraftHistory {
  readonly steps: readonly DraftStep[];
  /** When the last step grew, in ms since the epoch; null if it grows no more. */
  readonly grewAt: number | null;
}

/** The history of an empty box. */
export const noHistory: DraftHistory = { steps: [], grewAt: null };

/** The text before the last step; null if there is none. */
function lastBase(steps: readonly DraftStep[], text: string): string | null {
  const last = steps.at(-1);
  return last === undefined ? null : textBefore(last, text);
}

/** The newest steps that may be kept. */
function bounded(steps: readonly DraftStep[]): readonly DraftStep[] {
  let room = maxStepText;
  let from = steps.length;
  while (from > 0 && steps.length - from < maxSteps) {
    const step = steps[from - 1];
    room -= (step?.removed.length ?? 0) + (step?.inserted.length ?? 0);
    if (room < 0) break;
    from -= 1;
  }
  return from === 0 ? steps : steps.slice(from);
}

/** The steps that led to `after`, if it is where one of the steps to `before` began. */
function takenBack(
  steps: readonly DraftStep[],
  before: string,
  after: string,
): readonly DraftStep[] | null {
  let { length } = before;
  let text: string | null = before;
  for (let left = steps.length - 1; left >= 0; left -= 1) {
    const step = steps[left];
    if (step === undefined || text === null) return null;
    length += step.removed.length - step.inserted.length;
    text = textBefore(step, text);
    // Texts are compared only where their lengths agree.
    if (length === after.length && text === after) return steps.slice(0, left);
  }
  return null;
}

/** True if a step changes the text where the last one left off. */
function continues(last: DraftStep, step: DraftStep): boolean {
  const end = last.at + last.inserted.length;
  return step.at <= end && end <= step.at + step.removed.length;
}

/**
 * The history after a change of the text. What is typed in one go is one step, and what is taken
 * back leaves none. An empty box has no history: what was sent or deleted is not kept.
 */
export function withChange(
  history: DraftHistory,
  before: string,
  after: string,
  now: number,
): DraftHistory {
  if (after === '' || Math.max(before.length, after.length) > longestText) return noHistory;
  if (before === after) return history;
  const { steps, grewAt } = history;
  const earlier = takenBack(steps, before, after);
  if (earlier !== null) return { steps: earlier, grewAt: null };
  const step = stepBetween(before, after);
  const last = steps.at(-1);
  const base = lastBase(steps, before);
  const isTyped = step.inserted.length <= maxTyped;
  const isOneGo = isTyped && grewAt !== null && now - grewAt < restMs && now >= grewAt;
  if (isOneGo && last !== undefined && base !== null && continues(last, step)) {
    return { steps: bounded([...steps.slice(0, -1), stepBetween(base, after)]), grewAt: now };
  }
  return { steps: bounded([...steps, step]), grewAt: isTyped ? now : null };
}
