import { randomUUID } from 'node:crypto';
import type { ChatStep } from '../../shared/chat-event.ts';
import type { Usage } from '../../shared/conversation.ts';
import { errorBody, type ApiError } from './errors.ts';
import type { Completion, CompletionChunk, UsageBody } from './schemas.ts';

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

/** Just the words. A failure is a last line of JSON, and the connection breaks, so that nobody takes it for the end. */
export function plainText(): AnswerFormat {
  return {
    contentType: 'text/plain; charset=utf-8',
    step: (step) => (step.kind === 'delta' ? step.text : ''),
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
  const seen: string[] = [];
  return (callId) => {
    const index = seen.indexOf(callId);
    if (index >= 0) return { index, isNew: false };
    seen.push(callId);
    return { index: seen.length - 1, isNew: true };
  };
}

/** Server-sent events: the text as unnamed ones, everything else by name. */
export function serverSentEvents(): AnswerFormat {
  const indexOf = callIndex();
  return {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: comment,
    tellsFailure: true,
    step(step) {
      switch (step.kind) {
        case 'delta':
          return `data: ${JSON.stringify({ content: step.text })}\n\n`;
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
        case 'waiting':
          return named('usage', usageBody(step.usage));
        case 'finished':
          return `${named('finish', { reason: step.finishReason })}${done}`;
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

type Delta = CompletionChunk['choices'][number]['delta'];

const newCompletion = () => ({
  id: `chatcmpl-${randomUUID()}`,
  created: Math.floor(Date.now() / 1000),
});

/** OpenAI's chunks; the last one holds the usage if it was asked for. */
export function completionChunks(model: string, withUsage: boolean): AnswerFormat {
  const { id, created } = newCompletion();
  const indexOf = callIndex();
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
      switch (step.kind) {
        case 'delta':
          return piece({ content: step.text });
        case 'reasoning':
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
        case 'waiting':
          usage = step.usage;
          return '';
        case 'finished': {
          const last: CompletionChunk | null =
            withUsage && usage !== null ? { ...head, choices: [], usage: usageBody(usage) } : null;
          const counted = last === null ? '' : `data: ${JSON.stringify(last)}\n\n`;
          const start = begun ? '' : chunk({ role: 'assistant', content: '' });
          return `${start}${chunk({}, step.finishReason)}${counted}${done}`;
        }
        case 'started':
        case 'failed':
        case 'stopped':
          return '';
      }
    },
  };
}

/** OpenAI's answer in one piece, made of steps. */
export interface WholeCompletion {
  readonly push: (step: ChatStep) => void;
  readonly body: (finishReason: string) => Completion;
}

/** Makes a whole answer. */
export function wholeCompletion(model: string): WholeCompletion {
  const calls: { id: string; name: string; arguments: string }[] = [];
  const texts: string[] = [];
  const thoughts: string[] = [];
  let usage: Usage | null = null;
  return {
    push(step) {
      if (step.kind === 'delta') texts.push(step.text);
      if (step.kind === 'reasoning') thoughts.push(step.text);
      if (step.kind === 'usage') ({ usage } = step);
      if (step.kind !== 'tool') return;
      const known = calls.find(({ id }) => id === step.callId);
      if (known === undefined) {
        calls.push({ id: step.callId, name: step.name, arguments: step.argumentsDelta });
        return;
      }
      known.name ||= step.name;
      known.arguments += step.argumentsDelta;
    },
    body(finishReason) {
      const content = texts.join('');
      return {
        ...newCompletion(),
        object: 'chat.completion',
        model,
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: content === '' && calls.length > 0 ? null : content,
              refusal: null,
              ...(thoughts.length === 0 ? {} : { reasoning_content: thoughts.join('') }),
              ...(calls.length === 0
                ? {}
                : {
                    tool_calls: calls.map(({ id, ...called }) => ({
                      id,
                      type: 'function' as const,
                      function: called,
                    })),
                  }),
            },
            logprobs: null,
            finish_reason: finishReason,
          },
        ],
        ...(usage === null ? {} : { usage: usageBody(usage) }),
      };
    },
  };
}
