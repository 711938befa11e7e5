/** How much main receives at once from a thread (UTF-16 code units); a longer item comes alone. */
const portionLength = 500_000;

/** Each value counts as this many code units in addition to its text. */
const valueLength = 16;

/** The approximate length of a value. */
function lengthOf(value: unknown): number {
  let length = 0;
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const next = stack.pop();
    length += valueLength;
    if (typeof next === 'string') length += next.length;
    else if (typeof next === 'object' && next !== null) {
      for (const inner of Object.values(next)) stack.push(inner);
    }
  }
  return length;
}

/** Splits items into portions that main receives at once. */
export function* portionsOf<T>(items: Iterable<T>): Generator<readonly T[], void, void> {
  let portion: T[] = [];
  let length = 0;
  for (const item of items) {
    const own = lengthOf(item);
    if (portion.length > 0 && length + own > portionLength) {
      yield portion;
      portion = [];
      length = 0;
    }
    portion.push(item);
    length += own;
  }
  if (portion.length > 0) yield portion;
}
