/** Thrown by `spend` when the budget is used up. */
class OverBudget extends Error {
  override readonly name = 'OverBudget';
}

let left = Number.POSITIVE_INFINITY;
let spent = 0;

/** Counts steps that can no longer be refused. They only reduce the room for work that can wait. */
export function count(steps: number): void {
  spent += steps;
}

/** Counts steps. Throws if they exceed what `within` allows. */
export function spend(steps: number): void {
  spent += steps;
  left -= steps;
  if (left < 0) throw new OverBudget();
}

/** Total steps since the window started, for tests. */
export function stepsSpent(): number {
  return spent;
}

/** Returns the result of `run`, or that of `instead` if `run` needs more than this many steps. */
export function within<T>(steps: number, run: () => T, instead: () => T): T {
  const before = left;
  left = Math.min(before, steps);
  const began = left;
  try {
    return run();
  } catch (error) {
    if (error instanceof OverBudget) return instead();
    throw error;
  } finally {
    left = before === Number.POSITIVE_INFINITY ? before : before - (began - left);
  }
}
