import { randomUUID } from 'node:crypto';
import { withoutIsolates } from '../../shared/language/isolate.ts';
import { t } from '../../shared/language/translate.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Opaque, Usage } from '../../shared/model/conversation.ts';
import { resultText } from '../../shared/model/conversation-views.ts';
import { createTextBreaks } from '../turns/text-breaks.ts';
import { extraContentOf } from '../wire/answers/opaque.ts';
import { errorBody, type ApiError } from './errors.ts';
import type { CompletionChunk, UsageBody } from './schemas.ts';

/**
 * How an answer is written for a program. Every function returns the text to send, '' for nothing.
 */
export interface AnswerFormat {
  readonly contentType: string;
  readonly step: (step: ChatStep) => string;
  /** The answer failed after it had started. */
  readonly failure: (error: ApiError) => string;
  /** Shows that the answer is still alive; '' if the format cannot express that. */
  readonly heartbeat: string;
  /** Whether the text can report a failure; if not, the connection has to break. */
  readonly tellsFailure: boolean;
}

/** Token usage with OpenAI's field names. */
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

/**
 * How much reasoning is held so that it can be sent as text if it turns out to be text (UTF-16 code
 * units).
 */
const maxHeld = 64 * 1024 ** 2;

/**
 * Corrects text that has already been sent and cannot be taken back. If it turns out to have been
 * reasoning, the closing mark that models write is sent after it, as their servers do. Reasoning
 * that turns out to be text is sent again as text.
 */
export function createCorrection(): (step: ChatStep) => string {
  let held: string[] = [];
  let length = 0;
  return (step) => {
    if (step.kind === 'reasoning' && length < maxHeld) {
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

/** The text for a picture in a text-only format. */
function pictureWords(url: string): string {
  const type = /^data:([\w.+/-]{1,80})/.exec(url.slice(0, 100))?.[1] ?? 'image';
  const ways = { events: '/chat/sse', completions: '/v1/chat/completions' };
  return `\n\n[${withoutIsolates(t('api.picture', { type, ...ways }))}]\n\n`;
}

/**
 * Plain text only. A failure is a last line of JSON, and the connection breaks, so that nobody
 * mistakes it for the end.
 */
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

/** Server-sent events: text as unnamed events, everything else by name. */
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
          return step.text === '' ? '' : named('reasoning', { content: step.text });
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
        case 'citation': {
          const { url, title, number } = step.part;
          return named('citation', { number, title, url });
        }
        case 'news':
        case 'started':
        case 'failed':
        case 'stopped':
          return '';
      }
    },
    failure(error) {
      const told = errorBody(error);
      const { kind, message } = told.error;
      return named('error', { kind, message, ...told });
    },
  };
}

/** A picture in the format of OpenRouter and others. */
export function pictureBody(url: string) {
  return { type: 'image_url' as const, image_url: { url } };
}

/** Returns the fields that a server wants back with a call, such as Gemini's signature. */
export function besideCall(opaque: Opaque | undefined): {
  readonly extra_content?: Readonly<Record<string, unknown>>;
} {
  const extra = extraContentOf(opaque);
  return extra === null ? {} : { extra_content: extra };
}

type Delta = CompletionChunk['choices'][number]['delta'];

/** The id and time of a new completion. */
export const newCompletion = () => ({
  id: `chatcmpl-${randomUUID()}`,
  created: Math.floor(Date.now() / 1000),
});

/** OpenAI's chunks; the last one contains the usage if requested. */
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
          if (step.text === '') return '';
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
          return piece({ tool_calls: [{ ...call, ...besideCall(step.opaque) }] });
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
        case 'citation':
        case 'news':
        case 'started':
        case 'failed':
        case 'stopped':
          return '';
      }
    },
  };
}
