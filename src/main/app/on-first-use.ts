/** A value that is created on first use. */
export interface OnFirstUse<T> {
  (): Promise<T>;
  /** Returns the value if it has been used; null otherwise. */
  readonly made: () => Promise<T> | null;
}

/** Creates a value on first use, once. */
export function onFirstUse<T>(make: () => Promise<T>): OnFirstUse<T> {
  let made: Promise<T> | null = null;
  return Object.assign(() => (made ??= make()), { made: () => made });
}
