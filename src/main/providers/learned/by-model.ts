/** The most models remembered per server; the oldest is forgotten first. */
export const maxModels = 200;

/** Sets the entry of one model, which becomes the newest; null removes it. */
export function withModel<T>(
  before: Readonly<Record<string, T>> | undefined,
  model: string,
  value: NoInfer<T> | null,
): Record<string, T> {
  const others = Object.entries(before ?? {}).filter(([each]) => each !== model);
  const all = value === null ? others : [...others, [model, value] as const];
  return Object.fromEntries(all.slice(-maxModels));
}
