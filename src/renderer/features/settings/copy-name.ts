/** The longest part of a name that its copies keep (UTF-16 code units). */
const longestBase = 180;

/** The name of a copy, which no other has. */
export function copyName(name: string, taken: readonly string[]): string {
  const base = `${name.slice(0, longestBase)} copy`;
  const names = new Set(taken);
  if (!names.has(base)) return base;
  for (let count = 2; ; count += 1) {
    const next = `${base} ${String(count)}`;
    if (!names.has(next)) return next;
  }
}
