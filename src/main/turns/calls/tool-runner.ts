import type { ToolProgress } from '../../../shared/model/chat-event.ts';
import type { CalledTool, Part, ResultContent } from '../../../shared/model/conversation.ts';
import type { ToolDefinition } from '../../wire/protocol.ts';
import { notRun } from './for-model.ts';

export type CallPart = Extract<Part, { kind: 'tool_call' }>;
type CitationPart = Extract<Part, { kind: 'citation' }>;

/** The outcome of a call. */
export interface ToolOutcome {
  readonly content: readonly ResultContent[];
  readonly isError: boolean;
}

/**
 * The result of checking a call before approval. `refused`: the call cannot run, and `text` tells
 * the model why.
 */
export type CheckedCall =
  | { readonly kind: 'sound'; readonly tool: CalledTool }
  | { readonly kind: 'refused'; readonly tool?: CalledTool; readonly text: string };

/** Whether a call may run. `edited`: JSON from the person that replaces the arguments. */
export type Approval =
  | { readonly kind: 'approved'; readonly edited?: string }
  | { readonly kind: 'denied' };

/** The tools available to a turn of one conversation. */
export interface ToolRunner {
  /**
   * Returns the tools to offer with the next request, given the answer so far; may be none. Tools
   * that the answer has found are appended.
   */
  readonly definitions: (parts: readonly Part[]) => readonly ToolDefinition[];
  /** Instructions of the servers for the system prompt; '' if there are none. */
  readonly instructions: string;
  /** Finds the tool of a call and validates the call's arguments. */
  readonly check: (call: CallPart) => Promise<CheckedCall>;
  /**
   * Resolves once it is decided whether a valid call may run, which may take until the person
   * answers. Rejects when `signal` is aborted.
   */
  readonly approve: (call: CallPart, signal: AbortSignal) => Promise<Approval>;
  /**
   * Runs an approved call. A failure of the tool is an outcome, not a rejection; rejects when
   * `signal` is aborted.
   */
  readonly run: (
    call: CallPart,
    signal: AbortSignal,
    onProgress: (progress: ToolProgress) => void,
  ) => Promise<ToolOutcome>;
  /** Returns the sources that a finished answer cites and does not have yet. */
  readonly sources: (parts: readonly Part[]) => Promise<readonly CitationPart[]>;
}

/** For conversations without tools. */
export const noTools: ToolRunner = {
  definitions: () => [],
  instructions: '',
  check: () => Promise.resolve({ kind: 'refused', text: notRun.noTools }),
  approve: () => Promise.resolve({ kind: 'denied' }),
  run: () => Promise.reject(new Error('There are no tools.')),
  sources: () => Promise.resolve([]),
};
