import { createPauses } from './pauses.ts';

/** Long work that yields wherever something else may run. */
export type Steps<T> = Generator<void, T, void>;

/** Does all steps in one go. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does the steps, and gives way whenever they have run for long. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  const pause = createPauses();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const pausing = pause();
    // Steps are many, and waiting for nothing takes longer than most of them.
    if (pausing !== undefined) await pausing;
  }
}
