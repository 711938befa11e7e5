/** The messages among the items of an input; the input may also be one text. */
export function inputMessages(
  input: unknown,
): readonly { readonly role: string; readonly content: unknown }[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  if (!Array.isArray(input)) return [];
  return input.flatMap((item: unknown) => {
    const { role, content } = (item ?? {}) as { role?: unknown; content?: unknown };
    return typeof role === 'string' ? [{ role, content }] : [];
  });
}
