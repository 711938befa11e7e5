import { errorOf, type ParleyError, type RefusalReason } from '../../../shared/model/errors.ts';
import { limitSpanIn } from './limit-span.ts';
import { addressOf, type Server } from './network-errors.ts';

/** The server that the failure concerns, and the secrets that must not appear in any error. */
export interface ErrorContext extends Server {
  readonly apiKey: string | null;
  /** Further secrets that were sent, such as header values. */
  readonly secrets?: readonly string[];
  /** Absent if the request names no model. */
  readonly model?: string;
  /** True if the request has images, which may be what is refused. */
  readonly hasImages?: boolean;
}

/** Details that distinguish refusals with the same reason. */
export interface RefusalFacts {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** The field that the server complains about; null if none. */
  readonly field: string | null;
  readonly words: string;
}

/** Names and phrases of web filters on a network. */
const filters =
  /zscaler|fortigate|fortiguard|netskope|forcepoint|barracuda|web ?(?:page|site)[^.]{0,20} blocked|administrator|url filter/;

/** The error for a reason. */
export function errorFor(
  reason: RefusalReason,
  context: ErrorContext,
  facts: RefusalFacts,
): ParleyError {
  const provider = context.name;
  const model = context.model ?? null;
  const waitMs = facts.retryAfterMs ?? null;
  const address = addressOf(context.baseUrl);
  switch (reason) {
    case 'auth':
      return errorOf(context.apiKey === null ? 'key_wanted' : 'key_refused', { provider });
    case 'not_allowed':
      return errorOf('request_not_allowed', { provider });
    case 'no_organization':
      return errorOf('no_organization', { provider });
    case 'network_not_allowed':
      return errorOf('network_not_allowed', { provider });
    case 'region':
      return errorOf('region_not_allowed', { provider });
    case 'organization_unverified':
      return errorOf('organization_unverified', { provider, model });
    case 'quota':
      return errorOf('no_credit', { provider });
    case 'rate_limit':
      return /upstream/.test(facts.words)
        ? errorOf('model_crowded', { provider, model, waitMs, span: limitSpanIn(facts.words) })
        : errorOf('rate_limited', { provider, waitMs, span: limitSpanIn(facts.words) });
    case 'context_length':
      return errorOf('context_too_long', { model });
    case 'request_size':
      return errorOf('request_too_large', { provider });
    case 'content_filter':
      return errorOf('content_filtered', { provider });
    case 'images':
      return errorOf('images_not_taken', { model });
    case 'image_size':
      return errorOf('image_too_large', { provider });
    case 'image_count':
      return errorOf('too_many_images', { provider, model });
    case 'model_not_found':
      return errorOf(facts.status >= 500 ? 'model_unreachable' : 'model_missing', {
        provider,
        model,
      });
    case 'model_not_for_chat':
      return errorOf('model_not_for_chat', { provider, model });
    case 'responses_only':
      return errorOf('model_only_in_responses', { provider, model });
    case 'no_model_loaded':
      return errorOf('no_model_loaded', { provider });
    case 'no_model_list':
      return errorOf('no_model_list', { provider });
    case 'data_policy':
      return errorOf('data_policy', { provider });
    case 'loading':
      return errorOf('model_loading', { provider, model, waitMs });
    case 'overloaded':
      return errorOf('overloaded', { provider, waitMs });
    case 'out_of_memory':
      return errorOf('out_of_memory', { provider, model });
    case 'system_role':
      return errorOf('system_prompt_not_taken', { model });
    case 'message_order':
      return errorOf('conversation_not_accepted', { provider });
    case 'parameter':
      return facts.field === null
        ? errorOf('request_not_accepted', { provider })
        : errorOf('field_not_accepted', { provider, model, field: facts.field });
    case 'no_endpoint':
      return errorOf('no_chat_api', { address });
    case 'barred':
      return errorOf(filters.test(facts.words) ? 'blocked_on_the_way' : 'browsers_only', {
        address,
      });
    case 'redirect':
      return errorOf('redirected', { address });
    case 'wants_tls':
      return errorOf('tls_wanted', { provider });
  }
}

/** The error when only the status is known. */
export function errorForStatus(
  status: number,
  { name: provider }: ErrorContext,
  retryAfterMs: number | undefined,
): ParleyError {
  const waitMs = retryAfterMs ?? null;
  switch (status) {
    case 408:
    case 504:
    case 522:
    case 524:
      return errorOf('answered_too_slowly', { provider, waitMs });
    case 409:
      return errorOf('server_busy', { provider, waitMs });
    case 500:
      return errorOf('server_fault', { provider, waitMs });
    case 502:
    case 520:
    case 521:
    case 523:
    case 530:
      return errorOf('behind_gateway', { provider, waitMs });
    case 503:
      return errorOf('unavailable', { provider, waitMs });
    default:
      return status >= 500
        ? errorOf('server_status', { provider, status, waitMs })
        : errorOf('request_not_accepted', { provider });
  }
}
