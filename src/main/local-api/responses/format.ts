import { randomUUID } from 'node:crypto';
import { withoutIsolates } from '../../../shared/language/isolate.ts';
import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Usage } from '../../../shared/model/conversation.ts';
import { createCorrection, type AnswerFormat } from '../formats.ts';
import { createItemWriter, type ResponseEvent } from './items.ts';
import type { ResponseBody } from './schemas.ts';

function usageOf(usage: Usage | null): ResponseBody['usage'] {
  if (usage === null) return null;
  return {
    input_tokens: usage.promptTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens ?? 0 },
    output_tokens: usage.completionTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.totalTokens,
  };
}

/** Why a response is not complete; null if it is. */
function incompleteReason(finishReason: string): string | null {
  if (finishReason === 'length') return 'max_output_tokens';
  return finishReason === 'content_filter' ? finishReason : null;
}

/** Turns the steps of an answer into the events of a response. */
export interface ResponseWriter {
  readonly step: (step: ChatStep) => readonly ResponseEvent[];
  /** The event for a failure after the beginning. */
  readonly failure: (code: string, message: string) => ResponseEvent;
  /** The response as it is; whole after the last step. */
  readonly response: () => ResponseBody;
}

/** Creates the writer of one response. */
export function createResponseWriter(model: string): ResponseWriter {
  const head = {
    id: `resp_${randomUUID()}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    model,
  } as const;
  /** The two events of the opening come first. */
  let number = 2;
  let hasBegun = false;
  let usage: Usage | null = null;
  let status: ResponseBody['status'] = 'in_progress';
  let incomplete: ResponseBody['incomplete_details'] = null;

  const event = (type: string, fields: object): ResponseEvent => {
    number += 1;
    return { type, ...fields, sequence_number: number - 1 };
  };
  const items = createItemWriter(event);
  const correction = createCorrection();

  const response = (): ResponseBody => ({
    ...head,
    status,
    error: null,
    incomplete_details: incomplete,
    output: items.output(),
    previous_response_id: null,
    store: false,
    usage: usageOf(usage),
  });

  const finish = (finishReason: string): readonly ResponseEvent[] => {
    const events = items.close();
    const reason = incompleteReason(finishReason);
    status = reason === null ? 'completed' : 'incomplete';
    incomplete = reason === null ? null : { reason };
    return [...events, event(`response.${status}`, { response: response() })];
  };

  const said = (step: ChatStep): readonly ResponseEvent[] => {
    switch (step.kind) {
      case 'delta':
        return step.text === '' ? [] : items.grow('message', step.text);
      case 'reasoning':
        correction(step);
        return step.text === '' ? [] : items.grow('reasoning', step.text);
      case 'moved': {
        const corrected = correction(step);
        return corrected === '' ? [] : items.grow('message', corrected);
      }
      case 'tool': {
        const { callId: id, name, argumentsDelta } = step;
        return items.grow('function_call', argumentsDelta, { id, name });
      }
      case 'picture':
        return items.picture(step.url);
      case 'citation':
        return items.cite(step.part);
      case 'usage':
        ({ usage } = step);
        return [];
      case 'finished':
        return finish(step.finishReason);
      case 'tool_state':
      case 'tool_progress':
      case 'tool_result':
      case 'waiting':
      case 'news':
      case 'started':
      case 'failed':
      case 'stopped':
        return [];
    }
  };

  return {
    step(step) {
      const opened = hasBegun ? null : response();
      const events = said(step);
      if (opened === null || events.length === 0) return events;
      hasBegun = true;
      return [
        { type: 'response.created', response: opened, sequence_number: 0 },
        { type: 'response.in_progress', response: opened, sequence_number: 1 },
        ...events,
      ];
    },
    failure: (code, message) => event('error', { code, message, param: null }),
    response,
  };
}

function frame(event: ResponseEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** A response as server-sent events; its last event ends the stream. */
export function responseEvents(model: string): AnswerFormat {
  const writer = createResponseWriter(model);
  return {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: ': still there\n\n',
    tellsFailure: true,
    step: (step) => writer.step(step).map(frame).join(''),
    failure: ({ code, message }) => frame(writer.failure(code, withoutIsolates(message()))),
  };
}
