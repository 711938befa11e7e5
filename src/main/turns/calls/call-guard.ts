import type { Part } from '../../../shared/model/conversation.ts';
import { notRun } from './for-model.ts';
import type { CallPart } from './tool-runner.ts';

/** The most identical calls in a row; any further one is not run. */
const maxRepeats = 3;
/** The most failures in a row of a source; it then gets no more calls. */
const maxFailures = 3;

/** Normalises the arguments, so that equal calls give equal texts. */
function meaningOf(call: CallPart): string {
  try {
    return `${call.name} ${JSON.stringify(JSON.parse(call.arguments))}`;
  } catch {
    return `${call.name} ${call.arguments}`;
  }
}

function sourceOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

function repeatsBefore(calls: readonly CallPart[], at: number): number {
  const call = calls[at];
  if (call === undefined) return 0;
  const meaning = meaningOf(call);
  let count = 0;
  while (count < at && meaningOf(calls[at - count - 1] ?? call) === meaning) count += 1;
  return Math.min(count, at);
}

function failuresOf(source: string, calls: readonly CallPart[]): number {
  let count = 0;
  for (const { state, tool } of calls.toReversed()) {
    if (tool === undefined || sourceOf(tool.key) !== source) continue;
    if (state === 'done') return count;
    if (state === 'failed') count += 1;
  }
  return count;
}

/**
 * Stops a model from going in circles. Returns a message for the model if a call of an answer must
 * not run; null if it may. `key` identifies the tool, if known. A success lets a source be called
 * again.
 */
export function guardAgainst(
  call: CallPart,
  key: string | null,
  parts: readonly Part[],
): string | null {
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const at = calls.findLastIndex(({ callId }) => callId === call.callId);
  if (repeatsBefore(calls, at) >= maxRepeats) {
    return notRun.repeated(maxRepeats);
  }
  if (key !== null && failuresOf(sourceOf(key), calls.slice(0, at)) >= maxFailures) {
    return notRun.failing(maxFailures);
  }
  return null;
}
