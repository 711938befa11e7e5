import type { ToolProgress } from '../../../shared/model/chat-event.ts';
import type { CalledTool, Part, ResultContent } from '../../../shared/model/conversation.ts';
import type { ToolDefinition } from '../../wire/protocol.ts';
import { notRun } from './for-model.ts';

export type CallPart = Extract<Part, { kind: 'tool_call' }>;

/** The outcome of a call. */
export interface ToolOutcome {
  readonly content: readonly ResultContent[];
  readonly isError: boolean;
}

/** What is known of a call before anybody is asked. `refused`: it cannot run; `text` tells the model why. */
export type CheckedCall =
  | { readonly kind: 'sound'; readonly tool: CalledTool }
  | { readonly kind: 'refused'; readonly tool?: CalledTool; readonly text: string };

/** Whether a call may run. `edited`: JSON that the person wrote in place of the arguments. */
export type Approval =
  | { readonly kind: 'approved'; readonly edited?: string }
  | { readonly kind: 'denied' };

/** The tools available to a turn of one conversation. */
export interface ToolRunner {
  /** The tools offered to the model; may be empty. */
  readonly definitions: readonly ToolDefinition[];
  /** What servers say about the use of their tools; '' for nothing. It joins the system prompt. */
  readonly instructions: string;
  /** Looks at a call: which tool it goes to, and whether its arguments fit. */
  readonly check: (call: CallPart) => Promise<CheckedCall>;
  /**
   * Resolves once it is known whether a sound call may run, which may take until the person has
   * answered. Rejects when `signal` is aborted.
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
}

/** For conversations without tools. */
export const noTools: ToolRunner = {
  definitions: [],
  instructions: '',
  check: () => Promise.resolve({ kind: 'refused', text: notRun.noTools }),
  approve: () => Promise.resolve({ kind: 'denied' }),
  run: () => Promise.reject(new Error('There are no tools.')),
};
