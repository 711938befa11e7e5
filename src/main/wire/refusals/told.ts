import type { ErrorAction, ParleyError, RefusalReason } from '../../../shared/model/errors.ts';
import { againWords, limitSpanIn } from './limit-span.ts';
import { addressOf, type Server } from './network-errors.ts';
import { waitWords } from './retry-after.ts';

/** What a person is told of a failure. */
export type Told = Pick<ParleyError, 'kind' | 'message' | 'retryable' | 'action'>;

/** Whose failure it is, and the secrets that must not be in any message. */
export interface ErrorContext extends Server {
  readonly apiKey: string | null;
  /** Further secrets that are sent along, such as the values of headers. */
  readonly secrets?: readonly string[];
  /** For messages; absent where a request names no model. */
  readonly model?: string;
  /** There are images in the request, which may be what is refused. */
  readonly hasImages?: boolean;
}

/** What the sentences need to know of a refusal. */
export interface RefusalFacts {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** The field that is complained about; null for none. */
  readonly field: string | null;
  readonly words: string;
}

type Kind = ParleyError['kind'];

function final(kind: Kind, message: string, action?: ErrorAction): Told {
  return { kind, message, retryable: false, ...(action === undefined ? {} : { action }) };
}

function passing(kind: Kind, message: string, action: ErrorAction = 'retry'): Told {
  return { kind, message, retryable: true, action };
}

/** The error for an address that leads to something other than a chat API. */
export function addressTold({ baseUrl }: ErrorContext): Told {
  return final(
    'invalid',
    `There is no chat API at ${addressOf(baseUrl)}. Check the base URL in Settings.`,
    'open_settings',
  );
}

/** Names and words of what filters the web for a network. */
const filters =
  /zscaler|fortigate|fortiguard|netskope|forcepoint|barracuda|web ?(?:page|site)[^.]{0,20} blocked|administrator|url filter/;

function limitTold({ name, model }: ErrorContext, facts: RefusalFacts): Told {
  const again = waitWords(facts.retryAfterMs) || againWords(limitSpanIn(facts.words));
  return passing(
    'rate_limit',
    /upstream/.test(facts.words)
      ? `${model ?? 'This model'} gets more requests at ${name} than it can take. Try again${again}, or choose another model.`
      : `${name} gets more requests from you than it allows. Try again${again}.`,
  );
}

function missingModelTold({ name, model }: ErrorContext, { status }: RefusalFacts): Told {
  return status >= 500
    ? passing(
        'server',
        `${name} cannot reach ${model ?? 'this model'} right now. Try again later, or choose another model.`,
        'choose_model',
      )
    : final(
        'model_not_found',
        `${name} has no model named ${model ?? 'like that'}. Choose another model.`,
        'choose_model',
      );
}

function parameterTold({ name, model }: ErrorContext, { field }: RefusalFacts): Told {
  return final(
    'invalid',
    field === null
      ? `${name} did not accept the request. Change the message or choose another model.`
      : `${model ?? name} does not take “${field}” as it was sent. Choose another model.`,
    'choose_model',
  );
}

/** What a person is told for a reason. */
export function toldFor(reason: RefusalReason, context: ErrorContext, facts: RefusalFacts): Told {
  const { name, apiKey, baseUrl } = context;
  const model = context.model ?? 'this model';
  const wait = waitWords(facts.retryAfterMs);
  switch (reason) {
    case 'auth':
      return final(
        'auth',
        apiKey === null
          ? `${name} wants an API key. Add one in Settings.`
          : `${name} refused the key. Check it in Settings.`,
        'open_settings',
      );
    case 'not_allowed':
      return final(
        'auth',
        `${name} does not allow this request. Check the key and what it may do in Settings.`,
        'open_settings',
      );
    case 'no_organization':
      return final(
        'auth',
        `The key for ${name} belongs to no organization there. Ask to be invited to one, or use another key.`,
        'open_settings',
      );
    case 'network_not_allowed':
      return final(
        'auth',
        `${name} does not allow the key to be used from this network. Allow this IP address in your account there, or use another network.`,
        'retry',
      );
    case 'region':
      return final(
        'auth',
        `${name} does not allow requests from the country or region you are in. Choose a model of another provider, or add one in Settings.`,
        'open_settings',
      );
    case 'organization_unverified':
      return final(
        'auth',
        `${name} wants your organization verified before you use ${model}. Verify it in your account there, or choose another model.`,
        'choose_model',
      );
    case 'quota':
      return final(
        'quota',
        `The account at ${name} has no credit left. Add credit there, then try again.`,
        'retry',
      );
    case 'rate_limit':
      return limitTold(context, facts);
    case 'context_length':
      return final(
        'context_length',
        `This conversation is longer than ${context.model ?? 'the model'} can read. Start a new conversation or choose a model with a longer context.`,
        'new_conversation',
      );
    case 'request_size':
      return final(
        'invalid',
        `This is more than ${name} accepts in one request. Shorten the message or start a new conversation.`,
        'new_conversation',
      );
    case 'content_filter':
      return final(
        'content_filter',
        `The content filter of ${name} refused this. Put it another way and send it again.`,
      );
    case 'images':
      return final(
        'invalid',
        `${context.model ?? 'This model'} does not take images. Choose a model that sees images, or edit the message and take out images and scanned PDFs.`,
        'choose_model',
      );
    case 'image_size':
      return final(
        'invalid',
        `An image is more than ${name} accepts. Edit the message and take it out, or attach a smaller one.`,
      );
    case 'image_count':
      return final(
        'invalid',
        `There are more images than ${context.model ?? name} takes at once. Edit the message and take some out, or choose another model.`,
        'choose_model',
      );
    case 'model_not_found':
      return missingModelTold(context, facts);
    case 'model_not_for_chat':
      return final(
        'invalid',
        `${context.model ?? 'This model'} does not chat in the way that Parley asks ${name}. Choose another model.`,
        'choose_model',
      );
    case 'no_model_loaded':
      return final(
        'model_not_found',
        `${name} has no model loaded. Load one there, then try again.`,
        'retry',
      );
    case 'no_model_list':
      return final(
        'invalid',
        `${name} does not list its models. Type the name of the model instead.`,
        'choose_model',
      );
    case 'data_policy':
      return final(
        'invalid',
        `No server behind ${name} may answer under your privacy settings there. Change them in your account, or choose another model.`,
        'choose_model',
      );
    case 'loading':
      return passing(
        'server',
        `${name} is still loading ${model}. Try again${wait || ' in a moment'}.`,
      );
    case 'overloaded':
      return passing('server', `${name} is overloaded. Try again${wait || ' in a moment'}.`);
    case 'out_of_memory':
      return final(
        'server',
        `The computer of ${name} has too little memory for ${model}. Choose a smaller model.`,
        'choose_model',
      );
    case 'system_role':
      return final(
        'invalid',
        `${context.model ?? 'This model'} takes no system prompt. Empty the system prompt of this conversation, or choose another model.`,
        'choose_model',
      );
    case 'message_order':
      return final(
        'invalid',
        `${name} did not accept this conversation as it is. Choose another model, or start a new conversation.`,
        'choose_model',
      );
    case 'parameter':
      return parameterTold(context, facts);
    case 'no_endpoint':
      return addressTold(context);
    case 'barred':
      if (filters.test(facts.words)) {
        return final(
          'network',
          `Something on the way, such as the filter of a company, blocks ${addressOf(baseUrl)}. Ask whoever runs this network, or use another one.`,
          'retry',
        );
      }
      return final(
        'network',
        `${addressOf(baseUrl)} is behind a check that lets only browsers in. Check the base URL in Settings, or ask who runs the server.`,
        'open_settings',
      );
    case 'redirect':
      return final(
        'invalid',
        `${addressOf(baseUrl)} sends requests on to another address, which Parley does not follow, so that your key goes nowhere else. Put the right base URL in Settings.`,
        'open_settings',
      );
    case 'wants_tls':
      return final(
        'network',
        `${name} wants a secure connection. Put https:// in its base URL in Settings.`,
        'open_settings',
      );
  }
}

/** What a person is told when only the status is known. */
export function toldForStatus(
  status: number,
  { name }: ErrorContext,
  waitMs: number | undefined,
): Told {
  const wait = waitWords(waitMs);
  switch (status) {
    case 408:
    case 504:
    case 522:
    case 524:
      return passing('timeout', `${name} took too long to answer. Try again${wait}.`);
    case 409:
      return passing('server', `${name} was busy with another request. Try again${wait}.`);
    case 500:
      return passing('server', `${name} had an internal error. Try again${wait}.`);
    case 502:
    case 520:
    case 521:
    case 523:
    case 530:
      return passing('server', `${name} is not reachable behind its gateway. Try again${wait}.`);
    case 503:
      return passing(
        'server',
        `${name} is not available right now. Try again${wait || ' in a moment'}.`,
      );
    default:
      return status >= 500
        ? passing('server', `${name} had an error (${String(status)}). Try again${wait}.`)
        : final(
            'invalid',
            `${name} did not accept the request. Change the message or choose another model.`,
            'choose_model',
          );
  }
}
