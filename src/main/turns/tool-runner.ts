import type { ResultContent } from '../../shared/model/conversation.ts';
import type { Call, ToolDefinition } from '../wire/protocol.ts';

/** The outcome of a call. */
export interface ToolOutcome {
  readonly content: readonly ResultContent[];
  readonly isError: boolean;
}

/** The tools available to a turn of one conversation. */
export interface ToolRunner {
  /** The tools offered to the model; may be empty. */
  readonly definitions: readonly ToolDefinition[];
  /**
   * Resolves once it is known whether a call may run, which may take until the person has answered.
   * Rejects when `signal` is aborted.
   */
  readonly approve: (call: Call, signal: AbortSignal) => Promise<'approved' | 'denied'>;
  /**
   * Runs a call. A failure of the tool is an outcome, not a rejection; rejects when `signal` is
   * aborted.
   */
  readonly run: (call: Call, signal: AbortSignal) => Promise<ToolOutcome>;
}

/** For conversations without tools. */
export const noTools: ToolRunner = {
  definitions: [],
  approve: () => Promise.resolve('denied'),
  run: () => Promise.reject(new Error('There are no tools.')),
};
