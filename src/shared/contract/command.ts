/** A type for the compiler: at run time there is no `type`, and nobody reads it. */
export interface TypeOnly<T> {
  readonly type: T;
}

const nothingAtRunTime = {};

/** The type of what a command answers with. Costs nothing: every call returns the same empty object. */
export function typed<T>(): TypeOnly<T> {
  return nothingAtRunTime as TypeOnly<T>;
}
