/** Carries a type for the compiler. `type` does not exist at run time. */
export interface TypeOnly<T> {
  readonly type: T;
}

const nothingAtRunTime = {};

/**
 * Declares the output type of a command. It costs nothing: every call returns the same empty
 * object.
 */
export function typed<T>(): TypeOnly<T> {
  return nothingAtRunTime as TypeOnly<T>;
}
