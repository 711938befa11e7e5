import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import type { AnswerReader, ReaderOptions } from './answers/answer-steps.ts';
import { createArrivals } from './packets/arrivals.ts';
import { limitPackets } from './body-limits.ts';
import { watchBody, type BodyWatch } from './body-watch.ts';
import { limitBodies } from './bounded-body.ts';
import { openClient } from './client.ts';
import type { Offered } from './needed.ts';
import { endsWithResults, hasImages, hasTools } from './history.ts';
import type { Needs } from './needs.ts';
import type { Question, Terminal } from './protocol.ts';
import type { ThinkingTemplate } from './reasoning/thinking-templates.ts';
import {
  fromServerReport,
  notAnAnswer,
  refusalWords,
  toParleyError,
  type ErrorContext,
} from './refusals/errors.ts';
import { joinSteps } from './packets/join-steps.ts';
import { asObject, parseJson } from './json.ts';
import { answerIdIn, requestIdIn } from './request-id.ts';
import type { ProviderConnection } from './connection.ts';
import { asContinuable, silence, tooMany, unfinished, unexpectedBodyError } from './turn-errors.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

type Client = Awaited<ReturnType<typeof openClient>>;

/** How to send one request and read its answer over one wire of the SDK. */
export interface WireRequest {
  readonly offered: Offered;
  readonly createReader: (options: ReaderOptions) => AnswerReader;
  /** Sends the request and resolves to the answer's chunks or events. */
  readonly stream: (client: Client, options: SendOptions) => Promise<AsyncIterable<unknown>>;
  /** The same for a whole answer, which is a stream of one chunk. */
  readonly whole: (client: Client, options: SendOptions) => Promise<unknown>;
  /** A whole answer in JSON, from a server that does not stream; null if the body holds none. */
  readonly wholeAnswer: (body: unknown) => unknown;
}

/** Options of the SDK for one request. */
export interface SendOptions {
  readonly signal: AbortSignal;
  readonly timeout: number;
}

/** Options of one request to a server. */
export interface ExchangeOptions {
  readonly connection: ProviderConnection;
  readonly question: Question;
  /** Aborted when the person presses Stop. */
  readonly signal: AbortSignal;
  /** Whether this model's answers begin inside reasoning. */
  readonly template: ThinkingTemplate;
  /** Requirements of the server. */
  readonly needs: Needs;
  /** Called with the text of a refusal and what was sent, before the `failed` step. */
  readonly onRefusal: (words: string, offered: Offered) => void;
}

/**
 * The longest silence of a server after its finish reason, when only the usage and the end of the
 * stream are missing (ms).
 */
const longestFarewellMs = 2000;

/** Size limit of a title answer, including reasoning (bytes). */
const maxTitleBytes = 1024 * 1024;

/** Longest delay that a timer accepts (ms). */
const longestDelayMs = 2_147_483_647;

/** Wraps an answer that was not streamed as a stream of one chunk. */
async function* one(
  answer: PromiseLike<unknown>,
  { wholeAnswer }: WireRequest,
): AsyncGenerator<unknown, void, undefined> {
  const body = await answer;
  yield wholeAnswer(body) ?? body;
}

async function openStream(
  { connection, question }: ExchangeOptions,
  request: WireRequest,
  watch: BodyWatch,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  // Our own watchdog sets the limit. The SDK's timeout covers headers only and must be longer.
  const timeout = Math.min(Math.ceil(question.idleTimeoutMs) + 60_000, longestDelayMs);
  if (question.purpose === 'title') {
    const fetch = limitBodies(watch.fetch, maxTitleBytes, connection.name);
    return one(request.whole(await openClient(connection, fetch), { signal, timeout }), request);
  }
  return request.stream(await openClient(connection, watch.fetch), { signal, timeout });
}

interface Outcome {
  readonly options: ExchangeOptions;
  readonly context: ErrorContext;
  readonly reader: AnswerReader;
  readonly watch: BodyWatch;
  readonly watchdog: Watchdog;
  /** The error that was thrown, if any, and whether the stream was already open. */
  readonly thrown: { readonly error: unknown; readonly reading: boolean } | null;
}

function failureOf(outcome: Outcome, hasText: boolean): ParleyError {
  const { context, reader, watch, watchdog, thrown, options } = outcome;
  if (watchdog.barked()) return silence(context.name, options.question.idleTimeoutMs, hasText);
  const said = watch.notes().failure();
  const isUnheard = thrown === null ? watch.ended() : thrown.error instanceof SyntaxError;
  if (said !== null && isUnheard) return fromServerReport(said, context);
  if (thrown === null) {
    return reader.chunks() === 0
      ? unexpectedBodyError(watch.kept(), context)
      : unfinished(context.name, hasText);
  }
  if (thrown.error instanceof SyntaxError && watch.endedInsideLine()) {
    return unfinished(context.name, hasText);
  }
  const error = toParleyError(thrown.error, context);
  // The SDK inspects chunks itself and throws on unexpected ones, such as `[null]`.
  const isUnreadable = thrown.error instanceof SyntaxError || error.kind === 'internal';
  if (isUnreadable && thrown.reading) return notAnAnswer(context.name, hasText);
  if (error.kind === 'network' && hasText) {
    const { detail } = error;
    return { ...unfinished(context.name, true), ...(detail === undefined ? {} : { detail }) };
  }
  return error;
}

/**
 * Why the answer ended, according to the server: a finish reason, or a proper end of the stream
 * ([DONE], or the token count) after an answer. null if it was cut off or failed.
 */
function finishReasonOf({ reader, watch, watchdog, thrown, options }: Outcome): string | null {
  if (reader.error() !== null || reader.excess() !== null) return null;
  const reason = reader.finishReason();
  if (reason !== null) return reason;
  const isCut = thrown !== null || options.signal.aborted || watchdog.barked();
  if (isCut || !reader.hasAnything() || watch.notes().failure() !== null) return null;
  // The SDK stops reading at [DONE] and nowhere else.
  const isProper = !watch.ended() || watch.notes().isDone() || reader.endsWithCount();
  return isProper ? 'stop' : null;
}

/** Decides how the turn ended. A finish reason takes precedence over anything after it. */
function endOf(outcome: Outcome): Terminal {
  const { reader, options, context } = outcome;
  const finishReason = finishReasonOf(outcome);
  if (finishReason !== null) return { kind: 'finished', finishReason };
  if (options.signal.aborted) return { kind: 'stopped' };
  const hasText = reader.hasText() || options.question.continuesAnswer === true;
  const reported = reader.error();
  const excess = reader.excess();
  const error =
    excess === null
      ? reported === null
        ? failureOf(outcome, hasText)
        : fromServerReport(reported, context)
      : tooMany(context.name, excess);
  return { kind: 'failed', error: asContinuable(error, hasText) };
}

/** Reads the rest of a chunk that contains an error: the SDK passes on only the error. */
function* lastSteps(outcome: Outcome): Generator<ChatStep, void, undefined> {
  const { thrown, reader, watch } = outcome;
  if (thrown === null || !thrown.reading || reader.error() !== null) return;
  if (asObject(thrown.error)?.['error'] === undefined) return;
  const chunk = watch.notes().failedChunk();
  if (chunk !== null) yield* reader.read(chunk);
}

/** Yields what remains to be sent once the stream has ended. */
function* farewell(outcome: Outcome): Generator<ChatStep, void, undefined> {
  const { reader, options } = outcome;
  yield* lastSteps(outcome);
  const finishReason = finishReasonOf(outcome);
  yield* reader.flush(finishReason !== null && finishReason !== 'length');
  const began = reader.beganThinking();
  if (began !== null) options.template.learn(began);
  yield endOf(outcome);
}

/** Tells what was sent and the server's name for it, as soon as either is known. */
function tellSent({ question }: ExchangeOptions, { offered }: WireRequest, watch: BodyWatch) {
  let known: string | null = null;
  const tell = (requestId: string | null): void => {
    const { parameters, names } = offered;
    const tools = [...names.values()];
    known = requestId;
    question.onSent?.({ parameters, tools, ...(requestId === null ? {} : { requestId }) });
  };
  return {
    answered: () => tell(requestIdIn(watch.headers())),
    chunk(value: unknown) {
      const id = known === null ? answerIdIn(value) : null;
      if (id !== null) tell(id);
    },
  };
}

/** Sends one request. Ends with exactly one of `finished`, `failed` and `stopped`; never throws. */
export async function* exchange(
  options: ExchangeOptions,
  request: WireRequest,
): AsyncGenerator<ChatStep, void, undefined> {
  const { connection, question, signal, template } = options;
  const { name, baseUrl, apiKey, secrets } = connection;
  const context: ErrorContext = {
    name,
    baseUrl,
    apiKey,
    secrets,
    model: question.model,
    hasImages: hasImages(question.messages),
  };
  const upstream = new AbortController();
  const abort = (): void => upstream.abort();
  const watchdog = startWatchdog(question.idleTimeoutMs, abort);
  const arrivals = createArrivals();
  // Bytes are counted as they come, before events are joined.
  const watch = watchBody(limitPackets(connection.fetch, name), { watchdog, arrivals });
  // To the model, an answer that continues after a tool result is a new message.
  const isInMidText = question.continuesAnswer === true && !endsWithResults(question.messages);
  const startsThinking = !isInMidText && template.startsThinking();
  const origin = { provider: connection.providerId, model: question.model };
  const isInLoop = question.continuesAnswer === true && hasTools(question.messages);
  const { offered } = request;
  const reader = request.createReader({ startsThinking, origin, isInLoop, names: offered.names });
  let thrown: Outcome['thrown'] = null;
  let reading = false;
  const sent = tellSent(options, request, watch);
  const isOver = (): boolean => reader.error() !== null || reader.excess() !== null;
  function* read(chunks: readonly unknown[]): Generator<ChatStep, void, undefined> {
    for (const chunk of chunks) {
      sent.chunk(chunk);
      yield* reader.read(chunk);
      if (isOver()) return;
    }
  }
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    const stream = await openStream(options, request, watch, upstream.signal);
    reading = true;
    sent.answered();
    for await (const chunks of arrivals.groups(stream, reader.hasAnything)) {
      watch.forget();
      for (const step of joinSteps(read(chunks))) yield step;
      if (isOver()) break;
      if (reader.finishReason() !== null) watchdog.shorten(longestFarewellMs);
    }
    if (reader.chunks() === 0) {
      const whole = request.wholeAnswer(parseJson(watch.kept()));
      if (whole !== null) yield* reader.read(whole);
    }
  } catch (error) {
    thrown = { error, reading };
    if (!reading) sent.answered();
    if (!reading) options.onRefusal(refusalWords(error), offered);
  } finally {
    watchdog.stop();
    signal.removeEventListener('abort', abort);
    abort();
  }
  yield* farewell({ options, context, reader, watch, watchdog, thrown });
}
