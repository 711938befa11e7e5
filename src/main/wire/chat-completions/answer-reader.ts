import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Usage } from '../../../shared/model/conversation.ts';
import {
  createAnswerSteps,
  type AnswerReader,
  type ReaderOptions,
} from '../answers/answer-steps.ts';
import { createReasoningDetails } from '../answers/opaque.ts';
import { readChunk } from './chunk.ts';

/**
 * Creates the reader for one exchange. Opaque fields of the message are emitted at its end, and
 * only in turns with tool calls: other turns are accepted without them.
 */
export function createAnswerReader(options: ReaderOptions): AnswerReader {
  const answer = createAnswerSteps(options);
  const details = createReasoningDetails();
  let chunks = 0;
  let hasReasoningContent = false;
  let endsWithCount = false;
  let finishReason: string | null = null;
  let usage: Usage | null = null;
  let error: unknown = null;

  const opaqueSteps = (): readonly ChatStep[] => {
    if (answer.callCount() === 0 && options.isInLoop !== true) return [];
    const blocks = details.blocks();
    if (blocks.length > 0) return answer.attach({ reasoning_details: blocks });
    return hasReasoningContent ? answer.attach({ reasoning_content: true }) : [];
  };

  return {
    read(value) {
      chunks += 1;
      const chunk = readChunk(value);
      error ??= chunk.error;
      finishReason = chunk.finishReason ?? finishReason;
      // Some servers send a count with every chunk; the last one counts.
      usage = chunk.usage ?? usage;
      endsWithCount = chunk.isCount;
      hasReasoningContent ||= chunk.isReasoningContent;
      details.add(chunk.reasoningDetails);
      answer.cite(chunk.citations);
      const steps: ChatStep[] = [];
      if (chunk.reasoning !== '') steps.push(...answer.reasoning(chunk.reasoning));
      if (chunk.text !== '') steps.push(...answer.text(chunk.text));
      if (chunk.tools.length > 0) steps.push(...answer.calls(chunk.tools));
      for (const address of chunk.pictures) steps.push(...answer.picture(address));
      return steps;
    },
    flush(isWhole) {
      const steps = [...answer.rest(isWhole), ...opaqueSteps(), ...answer.sources()];
      return usage === null ? steps : [...steps, { kind: 'usage', usage }];
    },
    chunks: () => chunks,
    hasText: answer.hasText,
    hasAnything: answer.hasAnything,
    finishReason: () => finishReason,
    endsWithCount: () => endsWithCount,
    error: () => error,
    excess: answer.excess,
    beganThinking: answer.beganThinking,
  };
}
