import { ExpectedError, type ParleyError } from '../../shared/errors.ts';
import { asObject } from './json.ts';
import { addressOf, fromNetworkError, type Server } from './network-errors.ts';
import { retryAfterMs, waitWords } from './retry-after.ts';
import { redact, serverWords } from './server-words.ts';

/** Whose failure it is, and the key that must not be in any message. */
export interface ErrorContext extends Server {
  readonly apiKey: string | null;
  /** For messages; absent where a request names no model. */
  readonly model?: string;
  /** There are images in the request, which may be what is refused. */
  readonly hasImages?: boolean;
}

type Told = Pick<ParleyError, 'kind' | 'message' | 'retryable' | 'action'>;

/** What a server's refusal says of itself, in lower case, to tell apart what shares a status. */
interface Refusal {
  readonly status: number;
  readonly words: string;
  readonly retryAfterMs: number | undefined;
}

const tooLong =
  /context_length|context length|context window|context size|maximum context|prompt is too long|too many tokens|reduce the length|exceeds? (?:the )?(?:available |model'?s? )?(?:context|max(?:imum)? (?:input|prompt))|token limit/;
const noModel =
  /model_not_found|model[^.]{0,120}(?:not found|not exist|unknown|not available|no longer|decommissioned|not a valid|not supported|not loaded)|(?:no such|unknown|invalid) model|not a valid model/;
const noMoney =
  /insufficient_quota|insufficient[ _](?:balance|credit|funds)|exceeded your current quota|billing|payment required|credit balance/;
const filtered =
  /content_filter|content_policy|content management policy|responsible ?ai|safety system/;
const badKey =
  /invalid_api_key|incorrect api key|invalid api key|api key not valid|api_key_invalid|authentication|unauthorized/;
/** How servers say that a model sees no images; some have only the name of the field they do not know. */
const noImages =
  /image|vision|visual|multi-?modal|modalit|mmproj|content[ _-]?(?:type|part)|input_?type|must be a string|expected (?:a )?`?(?:string|text)|unknown variant/;
const imageTooLarge =
  /too (?:large|big|many)|exceed|maximum|at most [1-9]|limit|dimension|resolution|megapixel/;
const noEndpoint = /unexpected endpoint|unknown_url|invalid url|no static resource|no route/;

const contextTold = ({ model }: ErrorContext): Told => ({
  kind: 'context_length',
  message: `This conversation is longer than ${model ?? 'the model'} can read. Start a new conversation or choose a model with a longer context.`,
  retryable: false,
  action: 'new_conversation',
});

const modelTold = ({ name, model }: ErrorContext): Told => ({
  kind: 'model_not_found',
  message: `${name} has no model named ${model ?? 'like that'}. Choose another model.`,
  retryable: false,
  action: 'choose_model',
});

const quotaTold = ({ name }: ErrorContext): Told => ({
  kind: 'quota',
  message: `The account at ${name} has no credit left. Add credit there, then try again.`,
  retryable: false,
  action: 'retry',
});

const imagesTold = ({ model }: ErrorContext): Told => ({
  kind: 'invalid',
  message: `${model ?? 'This model'} does not take images. Choose a model that sees images, or edit the message and take the image out.`,
  retryable: false,
  action: 'choose_model',
});

const largeImageTold = ({ name }: ErrorContext): Told => ({
  kind: 'invalid',
  message: `An image is more than ${name} accepts. Edit the message and take it out, or attach a smaller one.`,
  retryable: false,
});

const keyTold = ({ name, apiKey }: ErrorContext): Told => ({
  kind: 'auth',
  message:
    apiKey === null
      ? `${name} wants an API key. Add one in Settings.`
      : `${name} refused the key. Check it in Settings.`,
  retryable: false,
  action: 'open_settings',
});

/** The error for an address that leads to something other than a chat API. */
function addressTold({ baseUrl }: ErrorContext): Told {
  return {
    kind: 'invalid',
    message: `There is no chat API at ${addressOf(baseUrl)}. Check the base URL in Settings.`,
    retryable: false,
    action: 'open_settings',
  };
}

function serverTold(message: string): Told {
  return { kind: 'server', message, retryable: true, action: 'retry' };
}

/** llama.cpp refuses with a 500, OpenRouter with a 404. */
function refusesImages(status: number, words: string): boolean {
  if (status === 500) return /image|mmproj|multi-?modal/.test(words);
  return (
    [400, 404, 413, 415, 422].includes(status) &&
    (status === 413 || status === 415 || noImages.test(words))
  );
}

function told(refusal: Refusal, context: ErrorContext): Told {
  const { status, words } = refusal;
  const { name } = context;
  const wait = waitWords(refusal.retryAfterMs);
  if (status >= 300 && status < 400) {
    return {
      kind: 'invalid',
      message: `${addressOf(context.baseUrl)} sends requests on to another address, which Parley does not follow, so that your key goes nowhere else. Put the right base URL in Settings.`,
      retryable: false,
      action: 'open_settings',
    };
  }
  if (status === 402 || (status < 500 && noMoney.test(words))) return quotaTold(context);
  if (status === 401) return keyTold(context);
  if (filtered.test(words)) {
    return {
      kind: 'content_filter',
      message: `The content filter of ${name} refused this. Put it another way and send it again.`,
      retryable: false,
    };
  }
  if (tooLong.test(words) && status !== 429) return contextTold(context);
  if (context.hasImages === true && refusesImages(status, words)) {
    return status === 413 || imageTooLarge.test(words)
      ? largeImageTold(context)
      : imagesTold(context);
  }
  switch (status) {
    case 403:
      return {
        kind: 'auth',
        message: `${name} does not allow this request. Check the key and what it may do in Settings.`,
        retryable: false,
        action: 'open_settings',
      };
    case 404:
    case 405:
    case 410:
    case 501:
      // Where no model was named, whatever is missing is not a model.
      if (noEndpoint.test(words) || context.model === undefined) return addressTold(context);
      return noModel.test(words) ? modelTold(context) : addressTold(context);
    case 408:
    case 504:
    case 524:
      return {
        kind: 'timeout',
        message: `${name} took too long to answer. Try again${wait}.`,
        retryable: true,
        action: 'retry',
      };
    case 409:
      return serverTold(`${name} was busy with another request. Try again${wait}.`);
    case 413:
      return {
        kind: 'invalid',
        message: `This is more than ${name} accepts in one request. Shorten the message or start a new conversation.`,
        retryable: false,
        action: 'new_conversation',
      };
    case 429:
      return {
        kind: 'rate_limit',
        message: `${name} gets more requests from you than it allows. Try again${wait || ' in a moment'}.`,
        retryable: true,
        action: 'retry',
      };
    case 500:
      return serverTold(`${name} had an internal error. Try again${wait}.`);
    case 502:
      return serverTold(`${name} is not reachable behind its gateway. Try again${wait}.`);
    case 503:
      return serverTold(`${name} is not available right now. Try again${wait || ' in a moment'}.`);
    case 529:
      return serverTold(`${name} is overloaded. Try again${wait || ' in a moment'}.`);
    default:
      break;
  }
  if (status >= 500) return serverTold(`${name} had an error (${status}). Try again${wait}.`);
  if (badKey.test(words)) return keyTold(context);
  if (noModel.test(words)) return modelTold(context);
  if (/plain http request was sent to https/.test(words)) {
    return {
      kind: 'network',
      message: `${name} wants a secure connection. Put https:// in its base URL in Settings.`,
      retryable: false,
      action: 'open_settings',
    };
  }
  return {
    kind: 'invalid',
    message: `${name} did not accept the request. Change the message or choose another model.`,
    retryable: false,
    action: 'choose_model',
  };
}

interface Named {
  readonly code?: unknown;
  readonly type?: unknown;
}

/** The error for a refusal with a status: `body` is what the server sent, parsed if it was JSON. */
function fromStatus(
  status: number,
  body: unknown,
  headers: unknown,
  context: ErrorContext,
): ParleyError {
  const detail = serverWords(body, context.apiKey);
  const { code, type }: Named = asObject(body) ?? {};
  const words = [code, type, detail].filter((word) => typeof word === 'string').join(' ');
  const waitMs = retryAfterMs(headers);
  const refusal = { status, words: words.toLowerCase(), retryAfterMs: waitMs };
  return {
    ...told(refusal, context),
    status,
    ...(detail === '' ? {} : { detail }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  };
}

/** vLLM and OpenRouter put an HTTP status into `code`; others only words. */
function statusIn(body: unknown): number {
  const { code, type }: Named = asObject(body) ?? {};
  const number = Number(code);
  if (Number.isInteger(number) && number >= 400 && number < 600) return number;
  const words = `${String(code)} ${String(type)}`.toLowerCase();
  if (/overloaded/.test(words)) return 529;
  if (/rate_limit|too_many/.test(words)) return 429;
  if (/auth|api_key/.test(words)) return 401;
  if (/invalid_request|badrequest|context_length|content_filter/.test(words)) return 400;
  return 500;
}

/** The error for a failure that a server reports inside a stream, or in a body with status 200. */
export function fromServerReport(body: unknown, context: ErrorContext): ParleyError {
  if (noEndpoint.test(serverWords(body, null).toLowerCase())) {
    return { ...addressTold(context), detail: serverWords(body, context.apiKey) };
  }
  const inner = asObject(asObject(body)?.['error']) ?? body;
  const { status, ...error } = fromStatus(statusIn(inner), inner, undefined, context);
  if (error.kind !== 'server') return status === undefined ? error : { ...error };
  const message = `${context.name} reported an error while answering. Try again.`;
  return { ...error, message };
}

/** The error for a stream that cannot be read as one; `hasText`: until then it could. */
export function notAnAnswer(name: string, hasText: boolean): ParleyError {
  return {
    kind: 'bad_response',
    // Whoever has answered so far has the right address.
    message: hasText
      ? `${name} sent something unreadable in the middle of its answer. Continue to get the rest, or try again.`
      : `${name} sent something that is not a chat answer. Try again, or check the base URL in Settings.`,
    retryable: true,
    action: 'retry',
  };
}

/**
 * Maps whatever the SDK, undici or the system threw to the closed list, once, for the person. Keys
 * are taken out of everything that is kept. Never throws.
 */
export function toParleyError(error: unknown, context: ErrorContext): ParleyError {
  const mapped = mapError(error, context);
  // A message may name the address, into which a key can have been pasted.
  return { ...mapped, message: redact(mapped.message, context.apiKey) };
}

function mapError(error: unknown, context: ErrorContext): ParleyError {
  if (error instanceof ExpectedError) return error.error;
  const {
    status,
    error: body,
    headers,
  } = (asObject(error) ?? {}) as {
    status?: unknown;
    error?: unknown;
    headers?: unknown;
  };
  const said = error instanceof Error ? error.message : String(error);
  if (typeof status === 'number') {
    // A body that is no JSON is only in the message, after the status.
    const text = said.replace(/^\d{3} (?:status code \(no body\))?/, '');
    return fromStatus(status, body ?? text, headers, context);
  }
  if (body !== undefined && body !== null) return fromServerReport(body, context);
  const network = fromNetworkError(error, context);
  if (network !== null) return network;
  if (error instanceof SyntaxError) return notAnAnswer(context.name, false);
  if (/timed? ?out/i.test(said)) {
    return {
      kind: 'timeout',
      message: `${context.name} did not answer in time. Check the network and try again.`,
      retryable: true,
      action: 'retry',
    };
  }
  const detail = redact(said, context.apiKey).slice(0, 500);
  if (/fetch failed|terminated|connection error|network/i.test(said)) {
    return {
      kind: 'network',
      message: `The connection to ${context.name} failed. Check the network and try again.`,
      retryable: true,
      action: 'retry',
      detail,
    };
  }
  return {
    kind: 'internal',
    message: 'Something went wrong inside Parley. Try again.',
    retryable: true,
    action: 'retry',
    detail,
  };
}

/** True for an answer that was cut off by the connection: its message reads `interrupted`. */
export function isInterruption(error: ParleyError): boolean {
  return error.kind === 'network' && error.action === 'continue';
}
