import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Usage } from '../../../shared/model/conversation.ts';
import {
  createAnswerSteps,
  maxItems,
  type AnswerReader,
  type ReaderOptions,
} from '../answers/answer-steps.ts';
import { readCitations } from '../answers/citations.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';
import { createOutput, type Voice } from './output.ts';
import { createRepeats } from './repeats.ts';
import { endOfResponse, readResponseUsage, type ResponseEnd } from './response.ts';

type Steps = readonly ChatStep[];

/** Text events by type; the shorter names are those of servers that follow an early draft. */
const voices: Readonly<Record<string, Voice>> = {
  output_text: 'text',
  refusal: 'text',
  reasoning_summary_text: 'reasoning',
  reasoning_summary: 'reasoning',
  reasoning_text: 'reasoning',
  reasoning: 'reasoning',
};

/** Names a part of an item. A summary and the reasoning itself are parts of their own. */
function partKey(event: Json, what: string): string {
  const place = event['summary_index'] ?? event['content_index'];
  const number = typeof place === 'number' ? place : 0;
  return `${what.startsWith('reasoning_summary') ? 'summary' : 'content'} ${String(number)}`;
}

/** Creates the reader of one response: its events, or the whole of it. */
export function createResponseReader(options: ReaderOptions): AnswerReader {
  const answer = createAnswerSteps(options);
  const output = createOutput(answer);
  const isRepeat = createRepeats();
  let events = 0;
  let usage: Usage | null = null;
  let end: ResponseEnd | null = null;
  let error: unknown = null;

  /** Ends the response: takes what no event told, the count and the reason. */
  const conclude = (response: Json, told: string): Steps => {
    const steps = asArray(response['output']).flatMap((item, index) =>
      asObject(item) === null ? [] : output.finish({ output_index: index, item }),
    );
    usage = readResponseUsage(response['usage']) ?? usage;
    end = endOfResponse(response, told, answer.callCount() > 0);
    if (end.kind === 'failed') ({ error } = end);
    return steps;
  };

  /** Reads an event about text; null if it is about something else. */
  const readText = (event: Json, type: string): Steps | null => {
    const [, what = '', how = ''] = /^response\.(\w+)\.(delta|done)$/.exec(type) ?? [];
    const voice = Object.hasOwn(voices, what) ? voices[what] : undefined;
    if (voice === undefined) return null;
    const key = partKey(event, what);
    if (how === 'delta') return output.grow(event, key, voice, asText(event['delta']));
    const whole = asText(event['text']) || asText(event['refusal']);
    return output.settle(event, key, voice, whole);
  };

  const readEvent = (event: Json): Steps => {
    const type = asText(event['type']);
    const text = readText(event, type);
    if (text !== null) return text;
    switch (type) {
      case 'response.output_item.added':
        return output.open(event);
      case 'response.output_item.done':
        return output.finish(event);
      case 'response.function_call_arguments.delta':
        return output.growCall(event, asText(event['delta']));
      case 'response.function_call_arguments.done':
        return output.settleCall(event, asText(event['arguments']));
      case 'response.output_text.annotation.added':
        answer.cite(readCitations({}, { annotations: [event['annotation']] }));
        return [];
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        return conclude(asObject(event['response']) ?? {}, type.slice('response.'.length));
      case 'error':
        error ??= asObject(event['error']) ?? event;
        return [];
      default:
        // Progress of a provider's own tools, and events that are newer than this reader.
        return [];
    }
  };

  return {
    read(value) {
      events += 1;
      const event = asObject(value);
      if (event === null || end !== null || answer.excess() !== null || isRepeat(event)) return [];
      // A whole answer that was not streamed.
      const isWhole = event['object'] === 'response' || Array.isArray(event['output']);
      const steps = isWhole ? conclude(event, 'completed') : readEvent(event);
      if (output.count() > maxItems) answer.exceed('items');
      return steps;
    },
    flush(isWhole) {
      const steps: ChatStep[] = [...answer.rest(isWhole)];
      const trail = output.trail();
      // Reasoning is wanted back only in turns with calls.
      if (answer.callCount() > 0 && trail.length > 0) {
        steps.push(...answer.attach({ reasoning_items: trail }));
      }
      steps.push(...answer.sources());
      if (usage !== null) steps.push({ kind: 'usage', usage });
      return steps;
    },
    chunks: () => events,
    hasText: answer.hasText,
    hasAnything: answer.hasAnything,
    finishReason: () => (end?.kind === 'finished' ? end.reason : null),
    endsWithCount: () => false,
    error: () => error,
    excess: answer.excess,
    beganThinking: answer.beganThinking,
  };
}
