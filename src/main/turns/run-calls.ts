import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Part } from '../../shared/model/conversation.ts';
import type { ToolRunner } from './tool-runner.ts';

type ToolStep = Extract<ChatStep, { kind: 'tool_state' | 'tool_result' }>;
type CallPart = Extract<Part, { kind: 'tool_call' }>;

/** The result sent to the model for a call that the person denied. */
const deniedText = 'The person did not allow this call.';

/**
 * The calls of an answer that await approval or are ready to run, in order. Other calls never run
 * again.
 */
export function waitingCalls(parts: readonly Part[]): readonly CallPart[] {
  const answered = new Set<string>();
  const waiting: CallPart[] = [];
  for (const part of parts.toReversed()) {
    if (part.kind === 'tool_result') answered.add(part.callId);
    if (part.kind !== 'tool_call' || answered.has(part.callId)) continue;
    if (part.state === 'proposed' || part.state === 'approved') waiting.unshift(part);
  }
  return waiting;
}

/** Merges the steps of several sources in order of arrival. */
function createMerger() {
  const steps: ToolStep[] = [];
  let wake: (() => void) | null = null;
  return {
    put(step: ToolStep): void {
      steps.push(step);
      wake?.();
    },
    /** Yields the steps that were put in, until `done` has resolved and none are left. */
    async *take(done: Promise<unknown>): AsyncGenerator<ToolStep, void, undefined> {
      let isDone = false;
      const finish = (): void => {
        isDone = true;
        wake?.();
      };
      void done.then(finish, finish);
      for (;;) {
        yield* steps.splice(0);
        if (isDone && steps.length === 0) return;
        if (steps.length > 0) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (isDone) resolve();
        });
        wake = null;
      }
    },
  };
}

/**
 * Asks for approval of the calls and runs them, all at the same time. Yields each change of state,
 * and a result for each call that ended. A call aborted by `signal` has no result and shows as
 * interrupted. Throws only unexpected errors of the runner, after all calls have ended.
 */
export async function* runCalls(
  calls: readonly CallPart[],
  runner: ToolRunner,
  signal: AbortSignal,
): AsyncGenerator<ToolStep, void, undefined> {
  const merger = createMerger();
  const runOne = async (part: CallPart): Promise<void> => {
    const { callId } = part;
    const tell = (state: CallPart['state']): void =>
      merger.put({ kind: 'tool_state', callId, state });
    try {
      if (part.state !== 'approved') {
        const decision = await runner.approve(part, signal);
        signal.throwIfAborted();
        tell(decision);
        if (decision === 'denied') {
          const content = [{ kind: 'text', text: deniedText } as const];
          merger.put({ kind: 'tool_result', callId, content, isError: true });
          return;
        }
      }
      tell('running');
      const { content, isError } = await runner.run(part, signal);
      signal.throwIfAborted();
      tell(isError ? 'failed' : 'done');
      merger.put({ kind: 'tool_result', callId, content, isError });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  const all = Promise.allSettled(calls.map(runOne));
  yield* merger.take(all);
  const failed = (await all).find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
