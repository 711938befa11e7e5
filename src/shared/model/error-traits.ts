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

/** The time that a limit of requests or tokens is for. `mixed`: several are named. */
export const limitSpans = ['minute', 'hour', 'day', 'longer', 'mixed'] as const;
export type LimitSpan = (typeof limitSpans)[number];

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
export const refusalReasonSchema = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;
