import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Part, Usage } from '../../shared/model/conversation.ts';
import type { Terminal } from '../wire/protocol.ts';
import { notRun } from './calls/for-model.ts';
import { runCalls, waitingCalls } from './calls/run-calls.ts';
import type { CallPart, ToolRunner } from './calls/tool-runner.ts';
import { addUsage } from './usage.ts';

/** The most exchanges in one turn; after that it ends with `tool_rounds`. */
export const maxRounds = 25;

/** The finish reason of a turn that used up its exchanges. */
export const roundsUsedUp = 'tool_rounds';

export interface LoopOptions {
  /** Asks the model, given the answer so far; ends with exactly one terminal step. */
  readonly exchange: (parts: readonly Part[]) => AsyncIterable<ChatStep>;
  /** The answer including every step yielded so far. */
  readonly parts: () => readonly Part[];
  readonly tools: ToolRunner;
  /**
   * Returns whether a call is for somebody else, who runs it after the turn. A turn with such a call
   * ends when the other calls of that round have run. None by default.
   */
  readonly isForeign?: (call: CallPart) => boolean;
  /** Aborted when the person presses Stop. */
  readonly signal: AbortSignal;
}

function isTerminal(step: ChatStep): step is Terminal {
  return step.kind === 'finished' || step.kind === 'failed' || step.kind === 'stopped';
}

/** Marks the calls that will not run. `reason`: a message for the model about each call, if any. */
function* leave(
  left: readonly CallPart[],
  reason: string | null,
): Generator<ChatStep, void, undefined> {
  for (const { callId } of left) yield { kind: 'tool_state', callId, state: 'interrupted' };
  if (reason === null) return;
  for (const { callId } of left) {
    const content = [{ kind: 'text', text: reason } as const];
    yield { kind: 'tool_result', callId, content, isError: true };
  }
}

/**
 * Runs a turn: asks the model, runs the tools it calls, and asks again with their results, until it
 * answers without a call. Starts with any calls already waiting in the answer, so that a turn can
 * be resumed from its stored parts. Finish reasons are ignored: servers send `tool_calls`, `stop`
 * or anything else when a model calls a tool. A call that was cut off, by the token limit or
 * otherwise, never runs. Usage is summed over the exchanges. Ends with exactly one terminal step.
 */
export async function* exchangeLoop(
  options: LoopOptions,
): AsyncGenerator<ChatStep, void, undefined> {
  const { parts, tools, signal, isForeign = () => false } = options;
  let spent: Usage | undefined;
  for (let round = 1; ; round += 1) {
    const called = waitingCalls(parts());
    const waiting = called.filter((call) => !isForeign(call));
    if (waiting.length > 0) yield* runCalls(waiting, { runner: tools, parts, signal });
    if (signal.aborted && waiting.length > 0) {
      yield { kind: 'stopped' };
      return;
    }
    if (called.length > waiting.length) {
      yield { kind: 'finished', finishReason: 'tool_calls' };
      return;
    }
    let end: Terminal | null = null;
    let usage = spent;
    for await (const step of options.exchange(parts())) {
      if (isTerminal(step)) {
        end = step;
        break;
      }
      if (step.kind !== 'usage') {
        yield step;
        continue;
      }
      usage = addUsage(spent, step.usage);
      yield { kind: 'usage', usage };
    }
    spent = usage;
    if (end === null) throw new Error('An exchange ended without a last step.');
    const made = waitingCalls(parts());
    const own = made.filter((call) => !isForeign(call));
    const hasCalls = made.length > 0;
    const mayGoOn = tools.definitions(parts()).length > 0 && round < maxRounds;
    if (end.kind === 'finished' && end.finishReason !== 'length' && hasCalls && mayGoOn) continue;
    const isUsedUp = end.kind === 'finished' && own.length > 0 && round === maxRounds;
    yield* leave(own, isUsedUp ? notRun.usedUp(maxRounds) : null);
    for (const part of await tools.sources(parts())) yield { kind: 'citation', part };
    yield isUsedUp ? { kind: 'finished', finishReason: roundsUsedUp } : end;
    return;
  }
}
