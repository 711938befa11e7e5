/** Thrown by `spend` when what may be done is done. */
class OverBudget extends Error {
  override readonly name = 'OverBudget';
}

let left = Number.POSITIVE_INFINITY;
let spent = 0;

/** Counts steps of work that nobody can refuse any more: they only take room from what may wait. */
export function count(steps: number): void {
  spent += steps;
}

/** Counts steps of work; throws when they are more than `within` allows. */
export function spend(steps: number): void {
  spent += steps;
  left -= steps;
  if (left < 0) throw new OverBudget();
}

/** Steps counted since the window began, for tests. */
export function stepsSpent(): number {
  return spent;
}

/** Returns what `run` returns, or what `instead` returns when `run` needs more than so many steps. */
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
