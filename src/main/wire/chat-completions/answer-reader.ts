import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Usage } from '../../../shared/model/conversation.ts';
import { createCitations } from './citations.ts';
import { readChunk, type ToolFragment } from './chunk.ts';
import type { Piece } from '../reasoning/pieces.ts';
import { createThinkSplitter } from '../reasoning/think.ts';
import { createReasoningDetails, toOpaque, type OpaqueFields, type Origin } from './opaque.ts';
import { createToolCalls } from './tool-calls.ts';

/** The most tool calls in one answer; more than this indicates a faulty server. */
export const mostCalls = 1000;
/** The most pictures in one answer. */
export const mostPictures = 100;
/** The longest URL of a remote picture (UTF-16 code units). */
const longestAddress = 8192;

/** Turns chunks into steps and tracks what determines how the turn ends. */
export interface AnswerReader {
  /** Reads a chunk, or a whole answer that was not streamed. */
  readonly read: (chunk: unknown) => readonly ChatStep[];
  /**
   * Ends the stream: returns text that was held back, then the usage. `isWhole` is true if the
   * model itself finished.
   */
  readonly flush: (isWhole: boolean) => readonly ChatStep[];
  readonly chunks: () => number;
  readonly hasText: () => boolean;
  /** True if there is text, a picture, reasoning or a call. */
  readonly hasAnything: () => boolean;
  readonly finishReason: () => string | null;
  /** True if the last chunk held only a token count. */
  readonly endsWithCount: () => boolean;
  /** An error that the server sent instead of a chunk; null if none. */
  readonly error: () => unknown;
  /** The answer limit that was exceeded; null if none. */
  readonly excess: () => 'calls' | 'pictures' | null;
  /** See {@link createThinkSplitter}. */
  readonly beganThinking: () => boolean | null;
}

/** A remote picture as Markdown: the window loads it only when the person agrees. */
function remotePicture(address: string): string {
  if (address.length > longestAddress || !URL.canParse(address)) return '';
  const url = new URL(address).href.replaceAll('(', '%28').replaceAll(')', '%29');
  return `![Picture](${url})`;
}

/** Options for reading an answer. */
export interface ReaderOptions {
  readonly origin: Origin;
  /** See {@link createThinkSplitter}. */
  readonly startsThinking?: boolean;
  /** Original tool names by the names that were sent. */
  readonly names?: ReadonlyMap<string, string>;
  /** True for a later message of a turn with tool calls. */
  readonly isInLoop?: boolean;
}

/**
 * Creates the reader for one exchange. Opaque fields of the message are emitted at its end, and
 * only in turns with tool calls: other turns are accepted without them.
 */
export function createAnswerReader(options: ReaderOptions): AnswerReader {
  const { origin } = options;
  const splitter = createThinkSplitter(options);
  const calls = createToolCalls(origin, options.names);
  const details = createReasoningDetails();
  const citations = createCitations();
  /** URLs seen so far: some servers send all pictures again with every chunk. */
  const addresses = new Set<string>();
  const elsewhere: string[] = [];
  let chunks = 0;
  let textLength = 0;
  let pictures = 0;
  let hasReasoning = false;
  let hasReasoningContent = false;
  let endsWithCount = false;
  let finishReason: string | null = null;
  let usage: Usage | null = null;
  let error: unknown = null;
  let excess: 'calls' | 'pictures' | null = null;

  const toolSteps = (fragment: ToolFragment): readonly ChatStep[] => {
    if (excess !== null) return [];
    const step = calls.step(fragment);
    if (calls.count() <= mostCalls) return [step];
    excess = 'calls';
    return [];
  };

  const pieceSteps = (piece: Piece): readonly ChatStep[] => {
    switch (piece.kind) {
      case 'call': {
        const { id, name, text } = piece;
        return toolSteps({ index: null, id, name, arguments: text, extra: null });
      }
      case 'delta':
        textLength += piece.text.length;
        return [piece];
      case 'reasoning':
        hasReasoning = true;
        return [piece];
      case 'moved':
        textLength += piece.from === 'text' ? -piece.length : piece.length;
        hasReasoning ||= piece.from === 'text';
        return [piece];
    }
  };

  const pictureSteps = (address: string): readonly ChatStep[] => {
    if (excess !== null || addresses.has(address)) return [];
    addresses.add(address);
    if (addresses.size > mostPictures) {
      excess = 'pictures';
      return [];
    }
    if (!/^data:/i.test(address)) {
      const markdown = remotePicture(address);
      if (markdown !== '') elsewhere.push(markdown);
      return [];
    }
    pictures += 1;
    return [{ kind: 'picture', url: address, part: null }];
  };

  const opaqueSteps = (): readonly ChatStep[] => {
    if (calls.count() === 0 && options.isInLoop !== true) return [];
    const blocks = details.blocks();
    if (blocks.length === 0 && !hasReasoningContent) return [];
    const fields: OpaqueFields =
      blocks.length > 0 ? { reasoning_details: blocks } : { reasoning_content: true };
    if (hasReasoning) return [{ kind: 'reasoning', text: '', opaque: toOpaque(fields, origin) }];
    // Encrypted reasoning has no reasoning part to belong to.
    const carried = calls.carry(fields);
    return carried === null ? [] : [carried];
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
      const steps: ChatStep[] = [];
      hasReasoningContent ||= chunk.isReasoningContent;
      details.add(chunk.reasoningDetails);
      citations.add(chunk.citations);
      if (chunk.reasoning !== '')
        steps.push(...pieceSteps({ kind: 'reasoning', text: chunk.reasoning }));
      if (chunk.text !== '') steps.push(...splitter.push(chunk.text).flatMap(pieceSteps));
      if (chunk.tools.length > 0) {
        steps.push(...splitter.release().flatMap(pieceSteps));
        for (const fragment of chunk.tools) steps.push(...toolSteps(fragment));
      }
      for (const address of chunk.pictures) steps.push(...pictureSteps(address));
      return steps;
    },
    flush(isWhole) {
      const steps: ChatStep[] = splitter.flush(isWhole).flatMap(pieceSteps);
      if (elsewhere.length > 0) {
        const apart = textLength > 0 ? '\n\n' : '';
        const text = apart + elsewhere.join('\n\n');
        textLength += text.length;
        steps.push({ kind: 'delta', text });
      }
      steps.push(...opaqueSteps());
      for (const part of citations.parts()) steps.push({ kind: 'citation', part });
      if (usage !== null) steps.push({ kind: 'usage', usage });
      return steps;
    },
    chunks: () => chunks,
    hasText: () => textLength > 0,
    hasAnything: () => textLength + pictures + elsewhere.length + calls.count() > 0 || hasReasoning,
    finishReason: () => finishReason,
    endsWithCount: () => endsWithCount,
    error: () => error,
    excess: () => excess,
    beganThinking: splitter.beganThinking,
  };
}
