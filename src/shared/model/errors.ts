import * as z from 'zod';

/** The closed list of things that can go wrong, as the person meets them. */
export const errorKinds = [
  'auth',
  'quota',
  'rate_limit',
  'context_length',
  'model_not_found',
  'network',
  'timeout',
  'server',
  'bad_response',
  'content_filter',
  'storage',
  'invalid',
  'internal',
] as const;

export const errorKindSchema = z.enum(errorKinds);
export type ErrorKind = z.infer<typeof errorKindSchema>;

/** What the person can do next; the view turns it into a button beside the message. */
export const errorActionSchema = z.enum([
  'retry',
  'continue',
  'open_settings',
  'choose_model',
  'new_conversation',
  'allow_plain_http',
]);
export type ErrorAction = z.infer<typeof errorActionSchema>;

/** Why a server refused, as far as it said so: finer than the kind, for programs and for what Parley does by itself. */
export const refusalReasons = [
  'auth',
  'barred',
  'content_filter',
  'context_length',
  'data_policy',
  'image_count',
  'image_size',
  'images',
  'loading',
  'message_order',
  'model_not_for_chat',
  'model_not_found',
  'network_not_allowed',
  'no_endpoint',
  'no_model_list',
  'no_model_loaded',
  'no_organization',
  'not_allowed',
  'organization_unverified',
  'out_of_memory',
  'overloaded',
  'parameter',
  'quota',
  'rate_limit',
  'redirect',
  'region',
  'request_size',
  'system_role',
  'wants_tls',
] as const;
const refusalReasonSchema = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/** An expected failure as data: it crosses IPC, is saved in a message and shown beside its text. */
export const parleyErrorSchema = z.object({
  kind: errorKindSchema,
  /** One clear sentence and the next step, for the person; never holds a key. */
  message: z.string(),
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
export type ParleyError = Readonly<z.infer<typeof parleyErrorSchema>>;

/** How every command answers: expected failures are data, for a thrown error loses its fields on the way. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ParleyError };

/** Carries a {@link ParleyError} through code that throws; the IPC adapter turns it into a {@link Result}. */
export class ExpectedError extends Error {
  readonly error: ParleyError;

  constructor(error: ParleyError, options?: ErrorOptions) {
    super(error.message, options);
    this.name = 'ExpectedError';
    this.error = error;
  }
}

/** Makes the exception that a command throws to answer with an expected failure. */
export function expected(
  kind: ErrorKind,
  message: string,
  rest: Partial<Omit<ParleyError, 'kind' | 'message'>> = {},
): ExpectedError {
  return new ExpectedError({ kind, message, retryable: false, ...rest });
}
