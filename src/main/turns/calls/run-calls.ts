import type { ChatStep, ToolProgress } from '../../../shared/model/chat-event.ts';
import { unansweredCalls } from '../../../shared/model/conversation-views.ts';
import type { Part } from '../../../shared/model/conversation.ts';
import { guardAgainst } from './call-guard.ts';
import { notRun } from './for-model.ts';
import { createProgressPace, createSlots } from './call-pace.ts';
import type { CallPart, ToolOutcome, ToolRunner } from './tool-runner.ts';
import { untilAborted } from './until-aborted.ts';

type ToolStep = Extract<ChatStep, { kind: 'tool_state' | 'tool_progress' | 'tool_result' }>;

/** The most calls that run at the same time, because a model may request any number. */
const maxAtOnce = 8;

/**
 * The calls of an answer that await approval or are ready to run, in order. Other calls never run
 * again.
 */
export function waitingCalls(parts: readonly Part[]): readonly CallPart[] {
  return unansweredCalls(parts).filter(({ state }) => state === 'proposed' || state === 'approved');
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
    /** Yields the queued steps until `done` has resolved and none are left. */
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

/** Dependencies of running the calls of one answer. */
export interface CallRun {
  readonly runner: ToolRunner;
  /** The answer including every step yielded so far. */
  readonly parts: () => readonly Part[];
  /** The person's Stop. */
  readonly signal: AbortSignal;
}

/** Reports the steps of one call. */
interface Teller {
  readonly state: (
    step: Omit<Extract<ToolStep, { kind: 'tool_state' }>, 'kind' | 'callId'>,
  ) => void;
  readonly result: (outcome: ToolOutcome) => void;
  readonly progress: (progress: ToolProgress) => void;
}

const failure = (text: string): ToolOutcome => ({
  content: [{ kind: 'text', text }],
  isError: true,
});

function tellerOf(callId: string, put: (step: ToolStep) => void): Teller {
  return {
    state: (step) => put({ kind: 'tool_state', callId, ...step }),
    result: (outcome) => put({ kind: 'tool_result', callId, ...outcome }),
    progress: (progress) => put({ kind: 'tool_progress', callId, progress }),
  };
}

/**
 * Checks a call and requests approval. Returns the call to run, or null if it already has a result.
 */
async function approved(part: CallPart, run: CallRun, tell: Teller): Promise<CallPart | null> {
  const { runner, signal } = run;
  const checked = await untilAborted(runner.check(part), signal);
  const of = checked.tool === undefined ? {} : { tool: checked.tool };
  const guarded = guardAgainst(part, checked.tool?.key ?? null, run.parts());
  const refusal = guarded ?? (checked.kind === 'refused' ? checked.text : null);
  if (refusal !== null) {
    tell.state({ state: 'failed', ...of });
    tell.result(failure(refusal));
    return null;
  }
  if (part.state === 'approved') return part;
  tell.state({ state: 'proposed', ...of });
  const approval = await untilAborted(runner.approve(part, signal), signal);
  if (approval.kind === 'denied') {
    tell.state({ state: 'denied' });
    tell.result(failure(notRun.denied));
    return null;
  }
  const edited = approval.edited === undefined ? {} : { edited: approval.edited };
  tell.state({ state: 'approved', ...edited });
  return { ...part, ...edited, state: 'approved' };
}

/**
 * Asks for approval of the calls and runs them, several at the same time. Yields each change of
 * state, and a result for each call that ended. A call aborted by `signal` has no result and shows
 * as interrupted, whether its tool reacts or not. Throws only unexpected errors of the runner,
 * after all calls have ended.
 */
export async function* runCalls(
  calls: readonly CallPart[],
  run: CallRun,
): AsyncGenerator<ToolStep, void, undefined> {
  const { runner, signal } = run;
  const merger = createMerger();
  const inSlot = createSlots(maxAtOnce);
  const runOne = async (part: CallPart): Promise<void> => {
    const tell = tellerOf(part.callId, (step) => merger.put(step));
    const pace = createProgressPace(tell.progress);
    try {
      const call = await approved(part, run, tell);
      if (call === null) return;
      await inSlot(async () => {
        signal.throwIfAborted();
        tell.state({ state: 'running', startedAt: Date.now() });
        const outcome = await untilAborted(runner.run(call, signal, pace.tell), signal);
        pace.end();
        tell.state({ state: outcome.isError ? 'failed' : 'done' });
        tell.result(outcome);
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      pace.end();
    }
  };
  const all = Promise.allSettled(calls.map(runOne));
  yield* merger.take(all);
  const failed = (await all).find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
