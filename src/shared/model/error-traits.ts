import * as z from 'zod';

/** The complete list of error kinds. */
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

/** The person's next action, shown as a button beside the message. */
export const errorActionSchema = z.enum([
  'retry',
  'continue',
  'open_settings',
  'choose_model',
  'new_conversation',
  'allow_plain_http',
]);
export type ErrorAction = z.infer<typeof errorActionSchema>;

/** The period of a request or token limit. `mixed`: several periods are named. */
export const limitSpans = ['minute', 'hour', 'day', 'longer', 'mixed'] as const;
export type LimitSpan = (typeof limitSpans)[number];

/**
 * Why a server refused, if it said so. Finer than the kind; used by programs and by Parley's
 * automatic reactions.
 */
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
  'responses_only',
  'system_role',
  'wants_tls',
] as const;
export const refusalReasonSchema = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;
