import * as z from 'zod';
import { limitSpans } from '../error-traits.ts';
import { byAddress, byProvider, defineCodes } from './define.ts';

/** `model` is null if the request named none. */
const byModel = () => z.object({ provider: z.string(), model: z.string().nullable() });
/** `waitMs`: the wait the server asked for; null if it did not. */
const byWait = () => z.object({ provider: z.string(), waitMs: z.number().nullable() });
const byModelAndWait = () =>
  z.object({ provider: z.string(), model: z.string().nullable(), waitMs: z.number().nullable() });
const byModelAlone = () => z.object({ model: z.string().nullable() });

/** `span`: the period of a limit, if the server named it. */
const limitSpan = () => z.enum(limitSpans).nullable();
const byLimit = () => byWait().extend({ span: limitSpan() });
const byModelAndLimit = () => byModelAndWait().extend({ span: limitSpan() });

/** Refusals by a server, including those known by status alone. */
export const refusalCodes = defineCodes({
  key_wanted: { kind: 'auth', action: 'open_settings', params: byProvider },
  key_refused: { kind: 'auth', action: 'open_settings', params: byProvider },
  request_not_allowed: { kind: 'auth', action: 'open_settings', params: byProvider },
  no_organization: { kind: 'auth', action: 'open_settings', params: byProvider },
  network_not_allowed: { kind: 'auth', action: 'retry', params: byProvider },
  region_not_allowed: { kind: 'auth', action: 'open_settings', params: byProvider },
  organization_unverified: { kind: 'auth', action: 'choose_model', params: byModel },
  no_credit: { kind: 'quota', action: 'retry', params: byProvider },
  rate_limited: { kind: 'rate_limit', retryable: true, action: 'retry', params: byLimit },
  model_crowded: { kind: 'rate_limit', retryable: true, action: 'retry', params: byModelAndLimit },
  context_too_long: { kind: 'context_length', action: 'new_conversation', params: byModelAlone },
  request_too_large: { kind: 'invalid', action: 'new_conversation', params: byProvider },
  content_filtered: { kind: 'content_filter', params: byProvider },
  images_not_taken: { kind: 'invalid', action: 'choose_model', params: byModelAlone },
  image_too_large: { kind: 'invalid', params: byProvider },
  too_many_images: { kind: 'invalid', action: 'choose_model', params: byModel },
  model_missing: { kind: 'model_not_found', action: 'choose_model', params: byModel },
  model_unreachable: { kind: 'server', retryable: true, action: 'choose_model', params: byModel },
  model_not_for_chat: { kind: 'invalid', action: 'choose_model', params: byModel },
  model_only_in_responses: { kind: 'invalid', action: 'open_settings', params: byModel },
  no_model_loaded: { kind: 'model_not_found', action: 'retry', params: byProvider },
  no_model_list: { kind: 'invalid', action: 'choose_model', params: byProvider },
  data_policy: { kind: 'invalid', action: 'choose_model', params: byProvider },
  model_loading: { kind: 'server', retryable: true, action: 'retry', params: byModelAndWait },
  overloaded: { kind: 'server', retryable: true, action: 'retry', params: byWait },
  out_of_memory: { kind: 'server', action: 'choose_model', params: byModel },
  system_prompt_not_taken: { kind: 'invalid', action: 'choose_model', params: byModelAlone },
  conversation_not_accepted: { kind: 'invalid', action: 'choose_model', params: byProvider },
  request_not_accepted: { kind: 'invalid', action: 'choose_model', params: byProvider },
  field_not_accepted: {
    kind: 'invalid',
    action: 'choose_model',
    params: () =>
      z.object({ provider: z.string(), model: z.string().nullable(), field: z.string() }),
  },
  no_chat_api: { kind: 'invalid', action: 'open_settings', params: byAddress },
  blocked_on_the_way: { kind: 'network', action: 'retry', params: byAddress },
  browsers_only: { kind: 'network', action: 'open_settings', params: byAddress },
  redirected: { kind: 'invalid', action: 'open_settings', params: byAddress },
  tls_wanted: { kind: 'network', action: 'open_settings', params: byProvider },
  answered_too_slowly: { kind: 'timeout', retryable: true, action: 'retry', params: byWait },
  server_busy: { kind: 'server', retryable: true, action: 'retry', params: byWait },
  server_fault: { kind: 'server', retryable: true, action: 'retry', params: byWait },
  behind_gateway: { kind: 'server', retryable: true, action: 'retry', params: byWait },
  unavailable: { kind: 'server', retryable: true, action: 'retry', params: byWait },
  server_status: {
    kind: 'server',
    retryable: true,
    action: 'retry',
    params: () =>
      z.object({ provider: z.string(), status: z.number(), waitMs: z.number().nullable() }),
  },
});
