function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  // A map of pairs, so that a field named __proto__ stays a field.
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** JSON of a value with the fields of objects in one order: equal values give equal texts. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}
