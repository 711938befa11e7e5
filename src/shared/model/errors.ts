import * as z from 'zod';
import {
  codeTraits,
  paramsSchemaOf,
  type ErrorCode,
  type ErrorParams,
} from './error-codes/index.ts';
import { errorActionSchema, errorKindSchema, refusalReasonSchema } from './error-traits.ts';

export type { ErrorCode, ErrorParams } from './error-codes/index.ts';
export {
  errorKinds,
  refusalReasons,
  type ErrorAction,
  type ErrorKind,
  type LimitSpan,
  type RefusalReason,
} from './error-traits.ts';

const traitsSchema = z.object({
  kind: errorKindSchema,
  /** True if the same request may succeed later without a change. */
  retryable: z.boolean(),
  action: errorActionSchema.optional(),
  /** `extras`: the headers and query fields of a provider are refused, not its address. */
  about: z.literal('extras').optional(),
  /** HTTP status, when a server answered. */
  status: z.number().int().optional(),
  /** What the server itself said, shortened and stripped of secrets; shown on request. */
  detail: z.string().optional(),
  /** Why the server refused; absent when it did not say, or a newer Parley knows more reasons. */
  reason: refusalReasonSchema.optional().catch(undefined),
  /** The wait that the server asked for, in its headers or its words, in ms. */
  retryAfterMs: z.number().optional(),
  /** When that wait is over, in ms since the epoch. */
  retryAt: z.number().optional(),
});

/** What is known of a failure whatever its code is. */
export type ErrorTraits = Readonly<z.infer<typeof traitsSchema>>;

/** A code with its parameters: what the sentence is made from. Never holds a key. */
export type Coded = {
  [C in ErrorCode]: { readonly code: C; readonly params: ErrorParams<C> };
}[ErrorCode];

/** What of an error its sentence is made from. */
export function codedOf({ code, params }: ParleyError): Coded {
  return { code, params } as Coded;
}

/**
 * An expected failure as data: it crosses IPC and is saved in a message. `sentenceOf` in `words/` says
 * it to a person.
 */
export type ParleyError = ErrorTraits & Coded;

/** Builds an error from its code; `rest` says what differs from what the code implies. */
export function errorOf<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  rest: Partial<ErrorTraits> = {},
): ParleyError {
  return { code, params, ...codeTraits(code), ...rest } as ParleyError;
}

/**
 * An error as a file holds it: `message` is its English sentence, for a Parley that does not know the
 * code. Older versions wrote only the sentence.
 */
const storedSchema = traitsSchema.extend({
  code: z.string().optional().catch(undefined),
  params: z.unknown().optional(),
  message: z.string().optional().catch(undefined),
});

function codedInFile({ code, params, message }: z.infer<typeof storedSchema>): Coded {
  const schema = code === undefined ? null : paramsSchemaOf(code);
  const read = schema?.safeParse(params);
  if (read?.success === true) return { code, params: read.data } as Coded;
  return message === undefined || message === ''
    ? { code: 'unknown', params: {} }
    : { code: 'plain', params: { text: message } };
}

/** Checks an error in a file, as this version, an older or a newer one wrote it. */
export const parleyErrorSchema = storedSchema.transform(errorFromFile);

/**
 * The error that a checked one of a file stands for. What an older version said in words, or a newer one
 * with a code of its own, keeps its sentence; fields of other names stay.
 */
export function errorFromFile(stored: z.infer<typeof storedSchema>): ParleyError {
  const { code: _code, params: _params, message: _message, ...traits } = stored;
  return { ...traits, ...codedInFile(stored) };
}

/** How every command answers: expected failures are data, for a thrown error loses its fields on the way. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ParleyError };
