import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Usage } from '../../../shared/model/conversation.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import type { Protocol, Question } from '../protocol.ts';
import { fromServerReport, toParleyError, type ErrorContext } from '../refusals/errors.ts';
import { asContinuable, unfinished, unexpectedBodyError } from '../turn-errors.ts';
import type { DemoAnswer, DemoFailure, DemoText } from './answer.ts';
import { demoBaseUrl, demoModel } from './names.ts';
import { hashOf, lifelike, pauses, seededRandom, type Paces } from './pace.ts';
import { respond, type DemoMessage } from './script.ts';
import { titleFor } from './title.ts';
import { estimateTokens, tokensOf } from './tokens.ts';
import { toolAnswer } from './tool-use.ts';

export interface DemoOptions {
  /** {@link lifelike} by default. */
  readonly paces?: Paces;
}

/**
 * After the reader pauses, the demo catches up on at most this much text (ms) instead of rushing
 * through all it missed.
 */
const maxCatchUpMs = 100;

const webPage =
  '<!doctype html><title>Welcome to our network</title><p>Please sign in to use the Wi-Fi.';

function textOf(message: Question['messages'][number]): string {
  if (message.role !== 'user') return message.text;
  return message.contents.map((each) => (each.kind === 'text' ? each.text : '')).join('\n\n');
}

/**
 * The token count of the whole prompt, with a few per message for its framing, as servers count.
 */
function promptTokensOf(messages: readonly DemoMessage[]): number {
  return messages.reduce((sum, { text }) => sum + 4 + estimateTokens(text.length), 3);
}

function refused(failure: DemoFailure, context: ErrorContext): ParleyError {
  const { status, type, code, message, retryAfterSeconds } = failure;
  const headers = new Headers(
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
  return toParleyError({ status, error: { message, type, param: null, code }, headers }, context);
}

/** The error that undici throws when nothing listens on a port. */
function nothingListens(): Error {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' }),
  });
}

/**
 * Returns a function that waits until the next token is due; it rejects when `signal` is aborted.
 */
function createSpeaker(answer: DemoText, paces: Paces, signal: AbortSignal): () => Promise<void> {
  const pace = paces[answer.pace];
  const nextPause = pauses(pace, seededRandom(hashOf(answer.text.slice(0, 200))));
  let due = performance.now() + pace.firstTokenMs;
  let spoken = false;
  return async () => {
    signal.throwIfAborted();
    if (spoken) due += nextPause();
    spoken = true;
    const now = performance.now();
    due = Math.max(due, now - maxCatchUpMs);
    // Timers are coarser than the fastest pace, so anything due within a millisecond is sent at
    // once.
    if (due - now >= 1) await sleep(due - now, undefined, { signal });
  };
}

function lastStep(answer: DemoText, context: ErrorContext, hasText: boolean): ChatStep {
  switch (answer.ending.kind) {
    case 'finished':
      return {
        kind: 'finished',
        finishReason: answer.call === undefined ? answer.ending.reason : 'tool_calls',
      };
    case 'broken':
      return { kind: 'failed', error: unfinished(context.name, hasText) };
    case 'error_object': {
      const { message } = answer.ending;
      const error = fromServerReport({ error: { message, type: 'server_error' } }, context);
      return { kind: 'failed', error: asContinuable(error, hasText) };
    }
  }
}

/** Streams a text at its pace. Throws the signal's reason once it is aborted. */
async function* speak(
  answer: DemoText,
  promptTokens: number,
  paces: Paces,
  signal: AbortSignal,
): AsyncGenerator<ChatStep, void, undefined> {
  const nextIsDue = createSpeaker(answer, paces, signal);
  let reasoningTokens = 0;
  let completionTokens = 0;
  for (const text of tokensOf(answer.reasoning ?? '')) {
    await nextIsDue();
    reasoningTokens += 1;
    completionTokens += 1;
    yield { kind: 'reasoning', text };
  }
  for (const text of tokensOf(answer.text)) {
    await nextIsDue();
    completionTokens += 1;
    yield { kind: 'delta', text };
  }
  if (answer.call !== undefined) {
    const { name, arguments: argumentsDelta } = answer.call;
    const callId = `demo_${hashOf(`${answer.text} ${String(performance.now())}`).toString(36)}`;
    yield { kind: 'tool', callId, name, argumentsDelta };
  }
  if (answer.ending.kind !== 'finished') return;
  const usage: Usage = {
    promptTokens,
    completionTokens,
    totalTokens: promptTokens + completionTokens,
    reasoningTokens,
  };
  yield { kind: 'usage', usage };
}

/**
 * Creates the demo model, which answers within this process, so that Parley can be tried without a
 * server. Returns a function that opens it under the name used in messages to the person.
 */
export function createDemo({ paces = lifelike }: DemoOptions = {}): (name: string) => Protocol {
  let lastAsked = 0;
  let attempt = 0;

  /** Counts how many times the very same question was asked in a row, from 0. */
  const countAttempt = (messages: readonly DemoMessage[]): number => {
    const asked = hashOf(JSON.stringify(messages));
    attempt = asked === lastAsked ? attempt + 1 : 0;
    lastAsked = asked;
    return attempt;
  };

  const answerTo = (question: Question, messages: readonly DemoMessage[]): DemoAnswer => {
    if (question.model !== demoModel) {
      return {
        kind: 'failure',
        status: 404,
        type: 'invalid_request_error',
        code: 'model_not_found',
        message: `The demo has no model called ${question.model}, only ${demoModel}.`,
      };
    }
    if (question.purpose === 'title') return titleFor(messages);
    return toolAnswer(question) ?? respond(messages, countAttempt(messages));
  };

  return (name) => ({
    async *ask(question, signal) {
      const messages = question.messages.map((each) => ({ role: each.role, text: textOf(each) }));
      const { model, continuesAnswer = false } = question;
      const context: ErrorContext = { name, baseUrl: demoBaseUrl, apiKey: null, model };
      const answer = answerTo(question, messages);
      if (answer.kind !== 'text') {
        if (signal.aborted) yield { kind: 'stopped' };
        else yield { kind: 'failed', error: failureOf(answer, context) };
        return;
      }
      try {
        yield* speak(answer, promptTokensOf(messages), paces, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
        yield { kind: 'stopped' };
        return;
      }
      yield lastStep(answer, context, continuesAnswer || answer.text !== '');
    },
    listModels: () => Promise.resolve([{ id: demoModel }]),
  });
}

function failureOf(answer: Exclude<DemoAnswer, DemoText>, context: ErrorContext): ParleyError {
  switch (answer.kind) {
    case 'failure':
      return refused(answer, context);
    case 'unreachable':
      return toParleyError(nothingListens(), context);
    case 'web_page':
      return unexpectedBodyError(webPage, context);
  }
}
