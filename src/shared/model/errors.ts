import { codeTraits, type ErrorCode, type ErrorParams } from './error-codes/index.ts';
import type { ErrorTraits } from './stored-error.ts';

export type { ErrorCode, ErrorParams } from './error-codes/index.ts';
export {
  errorKinds,
  refusalReasons,
  type ErrorAction,
  type ErrorKind,
  type LimitSpan,
  type RefusalReason,
} from './error-traits.ts';

/** A code with its parameters, from which a sentence is made. Never contains a key. */
export type Coded = {
  [C in ErrorCode]: { readonly code: C; readonly params: ErrorParams<C> };
}[ErrorCode];

/** The part of an error from which its sentence is made. */
export function codedOf({ code, params }: ParleyError): Coded {
  return { code, params } as Coded;
}

/**
 * An expected failure as data. It crosses IPC and is stored in messages. `sentenceOf` in `words/`
 * puts it into words.
 */
export type ParleyError = ErrorTraits & Coded;

/** Builds an error from its code. `rest` overrides the traits implied by the code. */
export function errorOf<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  rest: Partial<ErrorTraits> = {},
): ParleyError {
  return { code, params, ...codeTraits(code), ...rest } as ParleyError;
}

/**
 * The answer to every command. Expected failures are data, because a thrown error loses its fields
 * in transit.
 */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ParleyError };
