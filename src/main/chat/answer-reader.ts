import type { ChatStep } from '../../shared/chat-event.ts';
import type { Usage } from '../../shared/conversation.ts';
import { readChunk } from './chunk.ts';
import { createThinkSplitter } from './think.ts';
import { createToolCalls } from './tool-calls.ts';

/** Turns chunks into steps and remembers what the end of the turn depends on. */
export interface AnswerReader {
  /** Takes a chunk, or a whole answer that was not streamed. */
  readonly read: (chunk: unknown) => readonly ChatStep[];
  /** The stream is over: what was held back, then the usage. */
  readonly flush: () => readonly ChatStep[];
  readonly chunks: () => number;
  readonly hasText: () => boolean;
  readonly finishReason: () => string | null;
  /** A failure that the server reported in place of a chunk; null for none. */
  readonly error: () => unknown;
}

/** Makes the reader for one turn. */
export function createAnswerReader(): AnswerReader {
  const splitter = createThinkSplitter();
  const toolStep = createToolCalls();
  let chunks = 0;
  let hasText = false;
  let finishReason: string | null = null;
  let usage: Usage | null = null;
  let error: unknown = null;

  const textSteps = (pieces: readonly ChatStep[]): readonly ChatStep[] => {
    hasText ||= pieces.some((piece) => piece.kind === 'delta');
    return pieces;
  };

  return {
    read(value) {
      chunks += 1;
      const chunk = readChunk(value);
      error ??= chunk.error;
      finishReason = chunk.finishReason ?? finishReason;
      // Some servers count along with every chunk; the last count holds.
      usage = chunk.usage ?? usage;
      const steps: ChatStep[] = [];
      if (chunk.reasoning !== '') steps.push({ kind: 'reasoning', text: chunk.reasoning });
      if (chunk.text !== '') steps.push(...textSteps(splitter.push(chunk.text)));
      if (chunk.tools.length > 0) {
        steps.push(...textSteps(splitter.flush()), ...chunk.tools.map(toolStep));
      }
      return steps;
    },
    flush() {
      const steps: ChatStep[] = [...textSteps(splitter.flush())];
      if (usage !== null) steps.push({ kind: 'usage', usage });
      return steps;
    },
    chunks: () => chunks,
    hasText: () => hasText,
    finishReason: () => finishReason,
    error: () => error,
  };
}
