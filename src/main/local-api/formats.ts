import { randomUUID } from 'node:crypto';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Usage } from '../../shared/model/conversation.ts';
import { resultText } from '../../shared/model/conversation-views.ts';
import { createTextBreaks } from '../turns/text-breaks.ts';
import { errorBody, type ApiError } from './errors.ts';
import type { CompletionChunk, UsageBody } from './schemas.ts';

/** How an answer is written to a program. All that is returned is text to be sent, '' for nothing. */
export interface AnswerFormat {
  readonly contentType: string;
  readonly step: (step: ChatStep) => string;
  /** The answer failed after it had begun. */
  readonly failure: (error: ApiError) => string;
  /** Says that the answer lives; '' where the format has no word for it. */
  readonly heartbeat: string;
  /** Whether a failure shows in the text; else the connection has to break. */
  readonly tellsFailure: boolean;
}

/** Tokens in OpenAI's names. */
export function usageBody(usage: Usage): UsageBody {
  const { cachedTokens, reasoningTokens } = usage;
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.totalTokens,
    ...(cachedTokens === undefined
      ? {}
      : { prompt_tokens_details: { cached_tokens: cachedTokens } }),
    ...(reasoningTokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

/** Most of the reasoning that is held, so that it can be told as text if it was none; UTF-16 code units. */
const mostHeld = 64 * 1024 ** 2;

/**
 * Text that was sent cannot be taken back. What turns out to have been reasoning is ended by the mark
 * that models end it with, as their servers send it; reasoning that was none is told as text.
 */
function createCorrection(): (step: ChatStep) => string {
  let held: string[] = [];
  let length = 0;
  return (step) => {
    if (step.kind === 'reasoning' && length < mostHeld) {
      held.push(step.text);
      length += step.text.length;
    }
    if (step.kind !== 'moved') return '';
    if (step.from === 'text') return '\n</think>\n\n';
    const text = held.join('').slice(-step.length);
    held = [];
    length = 0;
    return text;
  };
}

/** What stands for a picture where only words can be. */
function pictureWords(url: string): string {
  const type = /^data:([\w.+/-]{1,80})/.exec(url.slice(0, 100))?.[1] ?? 'image';
  return `\n\n[Picture: ${type}. /chat/sse and /v1/chat/completions pass it on.]\n\n`;
}

/** Just the words. A failure is a last line of JSON, and the connection breaks, so that nobody takes it for the end. */
export function plainText(): AnswerFormat {
  const correction = createCorrection();
  const apart = createTextBreaks();
  return {
    contentType: 'text/plain; charset=utf-8',
    step(step) {
      const text = apart(step);
      if (text !== null) return text;
      return step.kind === 'picture' ? pictureWords(step.url) : correction(step);
    },
    failure: (error) => `\n\n${JSON.stringify(errorBody(error))}\n`,
    heartbeat: '',
    tellsFailure: false,
  };
}

const comment = ': still there\n\n';
const done = 'data: [DONE]\n\n';

function named(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Numbers calls in the order in which they begin. */
function callIndex(): (callId: string) => { readonly index: number; readonly isNew: boolean } {
  const seen = new Map<string, number>();
  return (callId) => {
    const known = seen.get(callId);
    if (known !== undefined) return { index: known, isNew: false };
    seen.set(callId, seen.size);
    return { index: seen.size - 1, isNew: true };
  };
}

/** Server-sent events: the text as unnamed ones, everything else by name. */
export function serverSentEvents(): AnswerFormat {
  const indexOf = callIndex();
  const apart = createTextBreaks();
  return {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: comment,
    tellsFailure: true,
    step(step) {
      const text = apart(step);
      switch (step.kind) {
        case 'delta':
          return text === null || text === ''
            ? ''
            : `data: ${JSON.stringify({ content: text })}\n\n`;
        case 'reasoning':
          return named('reasoning', { content: step.text });
        case 'tool': {
          const { callId: id, name, argumentsDelta } = step;
          return named('tool_call', {
            index: indexOf(id).index,
            id,
            name,
            arguments: argumentsDelta,
          });
        }
        case 'usage':
          return named('usage', usageBody(step.usage));
        case 'tool_progress':
          return '';
        case 'tool_state':
          return named('tool_state', { id: step.callId, state: step.state });
        case 'tool_result': {
          const { callId: id, content, isError } = step;
          return named('tool_result', { id, content: resultText(content), is_error: isError });
        }
        case 'waiting':
          return ': the server loads the model\n\n';
        case 'finished':
          return `${named('finish', { reason: step.finishReason })}${done}`;
        case 'moved':
          return named('moved', { from: step.from, length: step.length });
        case 'picture':
          return named('picture', { url: step.url });
        case 'started':
        case 'failed':
        case 'stopped':
          return '';
      }
    },
    failure(error) {
      const { kind, message } = error;
      return named('error', { kind, message, ...errorBody(error) });
    },
  };
}

/** A picture as OpenRouter and others send it. */
export function pictureBody(url: string) {
  return { type: 'image_url' as const, image_url: { url } };
}

type Delta = CompletionChunk['choices'][number]['delta'];

/** What a new completion is known by. */
export const newCompletion = () => ({
  id: `chatcmpl-${randomUUID()}`,
  created: Math.floor(Date.now() / 1000),
});

/** OpenAI's chunks; the last one holds the usage if it was asked for. */
export function completionChunks(model: string, withUsage: boolean): AnswerFormat {
  const { id, created } = newCompletion();
  const indexOf = callIndex();
  const correction = createCorrection();
  const apart = createTextBreaks();
  let begun = false;
  let usage: Usage | null = null;
  const head = { id, object: 'chat.completion.chunk', created, model } as const;

  const chunk = (delta: Delta, finishReason: string | null = null): string => {
    const whole: CompletionChunk = {
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(withUsage ? { usage: null } : {}),
    };
    return `data: ${JSON.stringify(whole)}\n\n`;
  };
  const piece = (delta: Delta): string => {
    if (begun) return chunk(delta);
    begun = true;
    return chunk({ role: 'assistant', content: '' }) + chunk(delta);
  };

  return {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: comment,
    tellsFailure: true,
    failure: (error) => `data: ${JSON.stringify(errorBody(error))}\n\n`,
    step(step) {
      const text = apart(step);
      switch (step.kind) {
        case 'delta':
          return text === null || text === '' ? '' : piece({ content: text });
        case 'reasoning':
          correction(step);
          return piece({ reasoning_content: step.text });
        case 'tool': {
          const { index, isNew } = indexOf(step.callId);
          const part = { arguments: step.argumentsDelta };
          const call = isNew
            ? {
                index,
                id: step.callId,
                type: 'function' as const,
                function: { name: step.name, ...part },
              }
            : { index, function: part };
          return piece({ tool_calls: [call] });
        }
        case 'usage':
          usage = step.usage;
          return '';
        case 'waiting':
        case 'tool_progress':
          return '';
        case 'finished': {
          const last: CompletionChunk | null =
            withUsage && usage !== null ? { ...head, choices: [], usage: usageBody(usage) } : null;
          const counted = last === null ? '' : `data: ${JSON.stringify(last)}\n\n`;
          const start = begun ? '' : chunk({ role: 'assistant', content: '' });
          return `${start}${chunk({}, step.finishReason)}${counted}${done}`;
        }
        case 'moved': {
          const corrected = correction(step);
          return corrected === '' ? '' : piece({ content: corrected });
        }
        case 'picture':
          return piece({ images: [pictureBody(step.url)] });
        case 'tool_state':
        case 'tool_result':
        case 'started':
        case 'failed':
        case 'stopped':
          return '';
      }
    },
  };
}
