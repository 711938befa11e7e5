import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Piece } from '../reasoning/pieces.ts';
import { createThinkSplitter } from '../reasoning/think.ts';
import { createCitations, type ReadCitation } from './citations.ts';
import { toOpaque, type OpaqueFields, type Origin } from './opaque.ts';
import { createToolCalls, type ToolFragment } from './tool-calls.ts';

/** The most tool calls in one answer; more than this indicates a faulty server. */
export const maxCalls = 1000;
/** The most pictures in one answer. */
export const maxPictures = 100;
/** The most items of one answer, with their parts; no real answer comes near. */
export const maxItems = 10_000;
/** The longest URL of a remote picture (UTF-16 code units). */
const longestAddress = 8192;

/** The limits of an answer that a server can exceed. */
export type Excess = 'calls' | 'pictures' | 'items';

/** Turns what a server sends into steps and tracks what determines how the turn ends. */
export interface AnswerReader {
  /** Reads a chunk or event, or a whole answer that was not streamed. */
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
  readonly excess: () => Excess | null;
  /** See {@link createThinkSplitter}. */
  readonly beganThinking: () => boolean | null;
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

/** Makes the steps of one answer, whatever wire it comes over, within the limits of an answer. */
export interface AnswerSteps extends Pick<
  AnswerReader,
  'hasText' | 'hasAnything' | 'excess' | 'beganThinking'
> {
  readonly text: (text: string) => readonly ChatStep[];
  readonly reasoning: (text: string) => readonly ChatStep[];
  readonly calls: (fragments: readonly ToolFragment[]) => readonly ChatStep[];
  readonly callCount: () => number;
  /** `address`: a data: or http(s) URL. Each is taken once. */
  readonly picture: (address: string) => readonly ChatStep[];
  readonly cite: (citations: readonly ReadCitation[]) => void;
  /** Returns text that was held back, and pictures on the web as text. */
  readonly rest: (isWhole: boolean) => readonly ChatStep[];
  /** Attaches opaque fields to the reasoning of the answer, or else to its first call. */
  readonly attach: (fields: OpaqueFields) => readonly ChatStep[];
  readonly sources: () => readonly ChatStep[];
  readonly exceed: (limit: Excess) => void;
}

/** A remote picture as Markdown: the window loads it only when the person agrees. */
function remotePicture(address: string): string {
  if (address.length > longestAddress || !URL.canParse(address)) return '';
  const url = new URL(address).href.replaceAll('(', '%28').replaceAll(')', '%29');
  return `![Picture](${url})`;
}

/** The pictures of an answer: some servers send all of them again with every chunk. */
function createPictures() {
  const addresses = new Set<string>();
  const elsewhere: string[] = [];
  let count = 0;
  return {
    count: () => count,
    elsewhere,
    /** `full` if there are too many. */
    add(address: string): ChatStep | 'full' | null {
      if (addresses.has(address)) return null;
      addresses.add(address);
      if (addresses.size > maxPictures) return 'full';
      if (/^data:/i.test(address)) {
        count += 1;
        return { kind: 'picture', url: address, part: null };
      }
      const markdown = remotePicture(address);
      if (markdown !== '') elsewhere.push(markdown);
      return null;
    },
  };
}

/** Creates it for one exchange. */
export function createAnswerSteps(options: ReaderOptions): AnswerSteps {
  const { origin } = options;
  const splitter = createThinkSplitter(options);
  const calls = createToolCalls(origin, options.names);
  const citations = createCitations();
  const pictures = createPictures();
  let textLength = 0;
  let hasReasoning = false;
  let excess: Excess | null = null;

  const exceed = (limit: Excess): void => {
    excess ??= limit;
  };

  const callSteps = (fragment: ToolFragment): readonly ChatStep[] => {
    if (excess !== null) return [];
    const step = calls.step(fragment);
    if (calls.count() <= maxCalls) return [step];
    exceed('calls');
    return [];
  };

  const pieceSteps = (piece: Piece): readonly ChatStep[] => {
    switch (piece.kind) {
      case 'call': {
        const { id, name, text } = piece;
        return callSteps({ index: null, id, name, arguments: text, extra: null });
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

  return {
    text: (text) => splitter.push(text).flatMap(pieceSteps),
    reasoning: (text) => pieceSteps({ kind: 'reasoning', text }),
    calls: (fragments) => [
      ...splitter.release().flatMap(pieceSteps),
      ...fragments.flatMap(callSteps),
    ],
    callCount: calls.count,
    picture(address) {
      const step = excess === null ? pictures.add(address) : null;
      if (step !== 'full') return step === null ? [] : [step];
      exceed('pictures');
      return [];
    },
    cite: citations.add,
    rest(isWhole) {
      const steps = splitter.flush(isWhole).flatMap(pieceSteps);
      if (pictures.elsewhere.length === 0) return steps;
      const text = (textLength > 0 ? '\n\n' : '') + pictures.elsewhere.join('\n\n');
      textLength += text.length;
      return [...steps, { kind: 'delta', text }];
    },
    attach(fields) {
      if (hasReasoning) return [{ kind: 'reasoning', text: '', opaque: toOpaque(fields, origin) }];
      // Encrypted reasoning has no reasoning part to belong to.
      const carried = calls.carry(fields);
      return carried === null ? [] : [carried];
    },
    sources: () => citations.parts().map((part) => ({ kind: 'citation', part })),
    exceed,
    hasText: () => textLength > 0,
    hasAnything: () =>
      textLength + pictures.count() + pictures.elsewhere.length + calls.count() > 0 || hasReasoning,
    excess: () => excess,
    beganThinking: splitter.beganThinking,
  };
}
