function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  // Built from entries, so that a field named __proto__ remains a field.
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** Returns a value as JSON with sorted object fields, so that equal values give equal texts. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}
