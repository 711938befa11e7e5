/**
 * Returns an entry of a record whose keys come from outside. A key may be named like something that
 * every object has, such as `constructor`.
 */
export function ownEntry<T>(
  entries: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined {
  return entries !== undefined && Object.hasOwn(entries, key) ? entries[key] : undefined;
}
