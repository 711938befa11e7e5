import type { OpenAI } from 'openai';
import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import { createAnswerReader, type AnswerReader } from './answer-reader.ts';
import { watchBody, type BodyWatch } from '../body-watch.ts';
import { openClient } from './client.ts';
import {
  fromServerReport,
  notAnAnswer,
  toParleyError,
  type ErrorContext,
} from '../refusals/errors.ts';
import { asArray, asObject, asText, parseJson } from '../json.ts';
import { patiently } from './patient.ts';
import type { ProviderConnection } from '../ports.ts';
import { silence, tooMany, unfinished, whatCame } from '../turn-errors.ts';
import { startWatchdog, type Watchdog } from '../watchdog.ts';

/** A message as the API takes it. */
export type ChatMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;

/** One request to a model. */
export interface TurnRequest {
  readonly connection: ProviderConnection;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** The person's Stop. */
  readonly signal: AbortSignal;
  /** Longest silence of the server (no byte, before or within the answer), in ms. */
  readonly idleTimeoutMs: number;
  /** The answer already has text, so that a failure leads to Continue and not to Retry. */
  readonly continuesAnswer?: boolean;
  /** The answers of this model begin inside reasoning; see `think.ts`. */
  readonly startsThinking?: boolean;
  /** Called once an answer has shown whether they do. */
  readonly onBeganThinking?: (began: boolean) => void;
  readonly tools?: readonly OpenAI.Chat.Completions.ChatCompletionTool[];
  /**
   * Further fields of the request as the API names them (`temperature`, `max_tokens`, `tool_choice`
   * …), sent as they are. They cannot replace what is named above.
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** The end of a turn. */
type Terminal = Extract<ChatStep, { kind: 'finished' | 'failed' | 'stopped' }>;

/** Longest wait for the usage and the end of the stream after a finish reason, in ms. */
const longestFarewellMs = 2000;

/** Longest delay of a timer, in ms. */
const longestDelayMs = 2_147_483_647;

function hasImages({ messages }: TurnRequest): boolean {
  return messages.some(
    ({ content }) => Array.isArray(content) && content.some(({ type }) => type === 'image_url'),
  );
}

/** True for a refusal that names `stream_options`, or complains about a field it does not know. */
function refusesStreamOptions(error: unknown): boolean {
  const { status, message } = (error ?? {}) as { status?: unknown; message?: unknown };
  return (
    (status === 400 || status === 422) &&
    /stream_options|include_usage|extra[ _](?:fields?|inputs?|forbidden)|(?:unknown|unrecognized|unexpected|unsupported|additional) (?:\w+ )?(?:field|argument|parameter|propert|key)/i.test(
      asText(message),
    )
  );
}

async function openStream(
  request: TurnRequest,
  watch: BodyWatch,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const { connection, model, messages, tools = [], idleTimeoutMs } = request;
  const client = await openClient(connection, watch.fetch);
  const open = (withUsage: boolean): PromiseLike<AsyncIterable<unknown>> =>
    client.chat.completions.create(
      {
        ...request.parameters,
        model,
        messages: [...messages],
        stream: true,
        ...(withUsage ? { stream_options: { include_usage: true } } : {}),
        ...(tools.length === 0 ? {} : { tools: [...tools] }),
      },
      // Our own watchdog is the limit; the SDK's (for headers only) has to be the longer one.
      { signal, timeout: Math.min(Math.ceil(idleTimeoutMs) + 60_000, longestDelayMs) },
    );
  if (connection.refusesStreamOptions) return open(false);
  try {
    return await open(true);
  } catch (error) {
    if (!refusesStreamOptions(error)) throw error;
    const stream = await open(false);
    connection.rememberStreamOptionsRefused();
    return stream;
  }
}

/** An answer in one piece of JSON, from a server that does not stream; null when it is none. */
function wholeAnswer(body: unknown): unknown {
  const choice = asObject(asArray(asObject(body)?.['choices'])[0]);
  if (asObject(choice?.['message']) === null) return null;
  return choice?.['finish_reason'] === null || choice?.['finish_reason'] === undefined
    ? { ...asObject(body), choices: [{ ...choice, finish_reason: 'stop' }] }
    : body;
}

interface Outcome {
  readonly request: TurnRequest;
  readonly context: ErrorContext;
  readonly reader: AnswerReader;
  readonly watch: BodyWatch;
  readonly watchdog: Watchdog;
  /** What was thrown, if anything, and whether the stream had been opened by then. */
  readonly thrown: { readonly error: unknown; readonly reading: boolean } | null;
}

function failureOf(outcome: Outcome, hasText: boolean): ParleyError {
  const { context, reader, watch, watchdog, thrown, request } = outcome;
  if (watchdog.barked()) return silence(context.name, request.idleTimeoutMs, hasText);
  const said = watch.notes().failure();
  const isUnheard = thrown === null ? watch.ended() : thrown.error instanceof SyntaxError;
  if (said !== null && isUnheard) return fromServerReport(said, context);
  if (thrown === null) {
    return reader.chunks() === 0
      ? whatCame(watch.kept(), context)
      : unfinished(context.name, hasText);
  }
  if (thrown.error instanceof SyntaxError && watch.endedInsideLine()) {
    return unfinished(context.name, hasText);
  }
  const error = toParleyError(thrown.error, context);
  // The SDK looks into chunks itself and stumbles over those it did not expect, such as `[null]`.
  const isUnreadable = thrown.error instanceof SyntaxError || error.kind === 'internal';
  if (isUnreadable && thrown.reading) return notAnAnswer(context.name, hasText);
  if (error.kind === 'network' && hasText) {
    const { detail } = error;
    return { ...unfinished(context.name, true), ...(detail === undefined ? {} : { detail }) };
  }
  return error;
}

/**
 * Why the answer ended, as far as the server said so: a finish reason, or a proper end of the stream
 * ([DONE], or the count of tokens) after an answer. null: it was cut, or failed.
 */
function finishReasonOf({ reader, watch, watchdog, thrown, request }: Outcome): string | null {
  if (reader.error() !== null || reader.excess() !== null) return null;
  const reason = reader.finishReason();
  if (reason !== null) return reason;
  const isCut = thrown !== null || request.signal.aborted || watchdog.barked();
  if (isCut || !reader.hasAnything() || watch.notes().failure() !== null) return null;
  // The SDK stops reading at [DONE] and nowhere else.
  const isProper = !watch.ended() || watch.notes().isDone() || reader.endsWithCount();
  return isProper ? 'stop' : null;
}

/** Decides how the turn ended; a finish reason wins over whatever came after it. */
function endOf(outcome: Outcome): Terminal {
  const { reader, request, context } = outcome;
  const finishReason = finishReasonOf(outcome);
  if (finishReason !== null) return { kind: 'finished', finishReason };
  if (request.signal.aborted) return { kind: 'stopped' };
  const hasText = reader.hasText() || request.continuesAnswer === true;
  const reported = reader.error();
  const excess = reader.excess();
  const error =
    excess === null
      ? reported === null
        ? failureOf(outcome, hasText)
        : fromServerReport(reported, context)
      : tooMany(context.name, excess);
  const next = hasText && error.action === 'retry' ? { action: 'continue' as const } : {};
  return { kind: 'failed', error: { ...error, ...next } };
}

/** Of a chunk with an error the SDK tells the error only: what else is in it is read here. */
function* lastWords(outcome: Outcome): Generator<ChatStep, void, undefined> {
  const { thrown, reader, watch } = outcome;
  if (thrown === null || !thrown.reading || reader.error() !== null) return;
  if (asObject(thrown.error)?.['error'] === undefined) return;
  const chunk = watch.notes().failedChunk();
  if (chunk !== null) yield* reader.read(chunk);
}

/** What is left to say once nothing more comes. */
function* farewell(outcome: Outcome): Generator<ChatStep, void, undefined> {
  const { reader, request } = outcome;
  yield* lastWords(outcome);
  const finishReason = finishReasonOf(outcome);
  yield* reader.flush(finishReason !== null && finishReason !== 'length');
  const began = reader.beganThinking();
  if (began !== null) request.onBeganThinking?.(began);
  yield endOf(outcome);
}

/**
 * Asks a model once and yields its answer as it arrives, one step per piece, not coalesced: `delta`,
 * `reasoning`, `moved`, `picture` and `tool` in the order sent, then `usage` if the server counted,
 * then exactly one of `finished`, `failed` or `stopped`. Never throws. A consumer that leaves early
 * ends the request.
 */
async function* exchangeOnce(request: TurnRequest): AsyncGenerator<ChatStep, void, undefined> {
  const { connection, signal, model } = request;
  const { name, baseUrl, apiKey, secrets } = connection;
  const context: ErrorContext = {
    name,
    baseUrl,
    apiKey,
    secrets,
    model,
    hasImages: hasImages(request),
  };
  const upstream = new AbortController();
  const abort = (): void => upstream.abort();
  const watchdog = startWatchdog(request.idleTimeoutMs, abort);
  const watch = watchBody(connection.fetch, watchdog.touch, watchdog.rest);
  const reader = createAnswerReader({ startsThinking: request.startsThinking === true });
  let thrown: Outcome['thrown'] = null;
  let reading = false;
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    const stream = await openStream(request, watch, upstream.signal);
    reading = true;
    for await (const chunk of stream) {
      watch.forget();
      yield* reader.read(chunk);
      if (reader.error() !== null || reader.excess() !== null) break;
      if (reader.finishReason() !== null) watchdog.shorten(longestFarewellMs);
    }
    if (reader.chunks() === 0) {
      const whole = wholeAnswer(parseJson(watch.kept()));
      if (whole !== null) yield* reader.read(whole);
    }
  } catch (error) {
    thrown = { error, reading };
  } finally {
    watchdog.stop();
    signal.removeEventListener('abort', abort);
    abort();
  }
  yield* farewell({ request, context, reader, watch, watchdog, thrown });
}

/** Asks a model as {@link exchangeOnce} does, and again where that helps: see {@link patiently}. */
export function runTurn(request: TurnRequest): AsyncGenerator<ChatStep, void, undefined> {
  return patiently(request, exchangeOnce);
}
