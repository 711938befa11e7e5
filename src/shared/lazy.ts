/**
 * A value that is made when it is first asked for, such as a schema: to build one takes longer than
 * to check something with it, and a start asks only for some.
 */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
