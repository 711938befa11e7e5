import type { IncomingMessage, ServerResponse } from 'node:http';
import { t } from '../../shared/language/translate.ts';
import type { Language } from '../../shared/language/translate.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import { ask } from './ask.ts';
import { ApiFailure, refusal } from './errors.ts';
import { completionChunks, plainText, serverSentEvents } from './formats.ts';
import type { AnswerFormat } from './formats.ts';
import type { ApiLimits } from './limits.ts';
import type { ModelNames } from './models.ts';
import type { ApiCore } from './ports.ts';
import type { Entry } from './recent.ts';
import { createResponseWriter, responseEvents } from './responses/format.ts';
import type { ResponseBody } from './responses/schemas.ts';
import { createUnseenRounds } from './unseen-rounds.ts';
import { wholeCompletion } from './whole-completion.ts';
import type { Completion } from './schemas.ts';
import type { AnswerForm, Wish } from './wishes.ts';
import { errorIn, writeAnswer } from './http/write-answer.ts';

export interface AnswerOptions {
  readonly core: ApiCore;
  readonly names: ModelNames;
  readonly limits: ApiLimits;
  readonly idleTimeoutMs: () => number;
}

/** The request and response of one exchange, and the recorder of both. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly entry: Entry;
  /** In which failures are told. */
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** An answer in one piece, still to be sent; `streamed` has already been sent. */
export type Answered =
  | { readonly kind: 'streamed' }
  | {
      readonly kind: 'whole';
      readonly body: Completion | ResponseBody;
      readonly headers: Readonly<Record<string, string>>;
    };

function formatFor(
  form: Exclude<AnswerForm, { kind: 'whole' | 'response' }>,
  model: string,
): AnswerFormat {
  switch (form.kind) {
    case 'text':
      return plainText();
    case 'events':
      return serverSentEvents();
    case 'chunks':
      return completionChunks(model, form.withUsage);
    case 'response_events':
      return responseEvents(model);
  }
}

/** Takes every step of a whole answer, and makes its body of them. */
interface Collector {
  readonly push: (step: ChatStep) => void;
  readonly body: (finishReason: string) => Completion | ResponseBody;
}

function collectorFor(kind: 'whole' | 'response', model: string): Collector {
  if (kind === 'whole') return wholeCompletion(model);
  const writer = createResponseWriter(model);
  return { push: (step) => void writer.step(step), body: () => writer.response() };
}

async function collect(
  steps: AsyncIterable<ChatStep>,
  whole: Collector,
  onStep: (step: ChatStep) => void,
): Promise<Completion | ResponseBody> {
  for await (const step of steps) {
    onStep(step);
    const error = errorIn(step);
    if (error !== null) throw new ApiFailure(error);
    whole.push(step);
    if (step.kind === 'finished') return whole.body(step.finishReason);
  }
  throw new Error('A turn ended without a last step.');
}

/**
 * Creates the function that answers a request: it finds the model, asks it and writes the answer.
 * Throws ApiFailures and ExpectedErrors.
 */
export function createAnswering(
  options: AnswerOptions,
): (wish: Wish, exchange: Exchange) => Promise<Answered> {
  const { core, names, limits } = options;
  const unseen = createUnseenRounds();

  return async (wish, exchange) => {
    const { outgoing, entry, language, signal } = exchange;
    const { form } = wish;
    entry.asked(wish.messages);
    const chosen = wish.model === null ? null : await names.resolve(wish.model);
    const asked = await ask({ core, unseen }, { ...wish, chosen }, options.idleTimeoutMs(), signal);
    const name = names.nameOf(asked.chosen);
    entry.note({ model: name });
    const onStep = (step: ChatStep): void => {
      entry.answered(step);
      if (step.kind === 'usage') entry.note({ tokens: step.usage.totalTokens });
    };
    const { steps, conversationId } = asked;
    const headers = {
      ...exchange.headers,
      ...(conversationId === null ? {} : { 'parley-conversation': conversationId }),
    };
    const model = wish.model ?? name;
    if (form.kind === 'whole' || form.kind === 'response') {
      const body = await collect(steps, collectorFor(form.kind, model), onStep);
      return { kind: 'whole', body, headers };
    }
    const written = await writeAnswer({
      outgoing,
      steps,
      headers,
      language,
      onStep,
      format: formatFor(form, model),
      heartbeatMs: limits.heartbeatMs,
      stallMs: limits.stallMs,
    });
    switch (written.kind) {
      case 'complete':
        entry.end(200, { kind: 'complete' });
        break;
      case 'aborted':
        entry.end(outgoing.headersSent ? 200 : 499, { kind: 'aborted' });
        break;
      case 'failed':
        if (!outgoing.headersSent) throw new ApiFailure(written.error);
        entry.end(200, {
          kind: 'failed',
          error: written.error.kind === 'stopped' ? 'internal' : written.error.kind,
        });
    }
    return { kind: 'streamed' };
  };
}

/** The error for a request with the wrong HTTP method. */
export function wrongMethod(allow: string): Error {
  return refusal(405, 'method_not_allowed', () => t('api.wrong_method', { methods: allow }), {
    headers: { allow },
  });
}
