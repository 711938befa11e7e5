import * as z from 'zod';
import { paramsSchemaOf } from './error-codes/index.ts';
import { errorActionSchema, errorKindSchema, refusalReasonSchema } from './error-traits.ts';
import type { Coded, ParleyError } from './errors.ts';

const traitsSchema = z.object({
  kind: errorKindSchema,
  /** True if the same request may succeed later unchanged. */
  retryable: z.boolean(),
  action: errorActionSchema.optional(),
  /** `extras`: the error concerns a provider's headers and query fields, not its address. */
  about: z.literal('extras').optional(),
  /** HTTP status, if a server answered. */
  status: z.number().int().optional(),
  /** The server's message, shortened and without secrets; shown on request. */
  detail: z.string().optional(),
  /** Why the server refused; absent if it did not say, or if the reason is from a newer Parley. */
  reason: refusalReasonSchema.optional().catch(undefined),
  /** The wait the server asked for, in its headers or text (ms). */
  retryAfterMs: z.number().optional(),
  /** The end of that wait, in ms since the epoch. */
  retryAt: z.number().optional(),
});

/** The properties that every error has, whatever its code. */
export type ErrorTraits = Readonly<z.infer<typeof traitsSchema>>;

/**
 * An error as stored in a file. `message` is its sentence in the language in which it was stored,
 * for a Parley that does not know the code. Older versions stored only the sentence.
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

/** Validates an error from a file, written by this, an older or a newer version. */
export const parleyErrorSchema = storedSchema.transform(errorFromFile);

/**
 * Converts a validated error from a file. An older error that is only a sentence, or a newer one
 * with an unknown code, keeps its sentence. Unknown fields are preserved.
 */
export function errorFromFile(stored: z.infer<typeof storedSchema>): ParleyError {
  const { code: _code, params: _params, message: _message, ...traits } = stored;
  return { ...traits, ...codedInFile(stored) };
}
