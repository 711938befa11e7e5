import type { ChatStep, PartChange } from '../../shared/model/chat-event.ts';
import type { Part, ToolState } from '../../shared/model/conversation.ts';
import { withCallState } from '../../shared/model/conversation-views.ts';
import { createAnswerParts, type Growing } from './answer-parts.ts';
import { createGrowingText } from './growing-text.ts';

/**
 * A growing answer. Adding a step takes constant time; `parts` takes time proportional to their
 * number.
 */
export interface Answer {
  /** Applies a step and returns the changes to the parts, in order. */
  readonly push: (step: ChatStep) => readonly PartChange[];
  readonly parts: () => readonly Part[];
}

/** The states of a call that has not ended. */
const openStates: ReadonlySet<ToolState> = new Set(['proposed', 'approved', 'running']);

/**
 * Folds the steps of a turn into the parts of a message, in the order they arrive. `before` is what
 * a continued answer already holds; `now` is in ms. The rules:
 * - Text joins a preceding text part, and reasoning joins preceding reasoning. Otherwise a new part
 *   begins. Pictures, citations, calls and results are parts of their own, and whatever follows them
 *   starts a new part.
 * - Reasoning with an `opaque` value is complete: further reasoning starts a new part. An `opaque`
 *   value without text belongs to the last reasoning since a result, whatever came in between.
 * - Blank text before reasoning starts no part: it becomes part of the reasoning.
 * - A continued answer resumes in its last text part, so that a cut-off code fence continues, even
 *   if the model reasons again first. That reasoning joins the reasoning before the text, or is
 *   inserted before it.
 * - Content that turns out to be of the other kind (`moved`) is appended to the last part of that
 *   kind, or starts one. Two parts of the same kind with nothing left between them are merged.
 * - Some servers send reasoning and text at the same time, in alternating deltas. After many short
 *   parts in a row, or very many of any length, they are merged into one reasoning part and one
 *   text part until the next picture, call or result.
 * - Fragments of a call go to the call with the same id, until a result arrives. A call starts as
 *   `proposed`; if the turn stops or fails, it ends as `interrupted`.
 */
export function createAnswer(
  before: readonly Part[] = [],
  now: () => number = () => performance.now(),
): Answer {
  const parts = createAnswerParts(before);
  const texts = createGrowingText(parts, now);
  /** Calls that may still receive fragments, by id. */
  const calls = new Map<string, Growing>();

  const setState = (part: Growing, state: ToolState): void => {
    if (part.base.kind === 'tool_call') parts.change(part, withCallState(part.base, state));
  };

  const addCall = (step: Extract<ChatStep, { kind: 'tool' }>): void => {
    const { callId, name, argumentsDelta, opaque } = step;
    const part = calls.get(callId);
    if (part?.base.kind === 'tool_call') {
      texts.endReasoning();
      if (part.base.name === '' && name !== '') parts.change(part, { ...part.base, name });
      if (opaque !== undefined) part.base = { ...part.base, opaque };
      parts.grow(part, argumentsDelta);
      return;
    }
    const call = { callId, name, arguments: argumentsDelta, state: 'proposed' } as const;
    const extra = opaque === undefined ? {} : { opaque };
    calls.set(callId, parts.begin({ kind: 'tool_call', ...call, ...extra }));
    texts.beginStretch();
  };

  const interruptCalls = (): void => {
    for (const part of parts.all()) {
      const { base } = part;
      if (base.kind === 'tool_call' && openStates.has(base.state)) setState(part, 'interrupted');
    }
  };

  const take = (step: ChatStep): void => {
    switch (step.kind) {
      case 'delta':
        if (step.text !== '') texts.addText(step.text);
        return;
      case 'reasoning':
        if (step.text !== '' || step.opaque !== undefined) {
          texts.addReasoning(step.text, step.opaque);
        }
        return;
      case 'moved':
        texts.move(step.from, step.length);
        return;
      case 'picture':
        texts.endReasoning();
        if (step.part === null) return;
        parts.begin(step.part);
        texts.beginStretch();
        return;
      case 'citation':
        texts.endReasoning();
        parts.begin(step.part);
        texts.beginStretch();
        return;
      case 'tool':
        addCall(step);
        return;
      case 'tool_state': {
        const call = parts
          .all()
          .findLast(({ base }) => base.kind === 'tool_call' && base.callId === step.callId);
        if (call?.base.kind === 'tool_call') {
          const { state, tool, edited, startedAt } = step;
          parts.change(call, {
            ...withCallState(call.base, state, startedAt),
            ...(tool === undefined ? {} : { tool }),
            ...(edited === undefined ? {} : { edited }),
          });
        }
        return;
      }
      case 'tool_result': {
        const { callId, content, isError } = step;
        parts.begin({ kind: 'tool_result', callId, content, isError });
        calls.clear();
        texts.beginStretch();
        return;
      }
      case 'failed':
      case 'stopped':
        texts.endReasoning();
        interruptCalls();
        return;
      case 'finished':
        texts.endReasoning();
        return;
      case 'started':
      case 'usage':
      case 'tool_progress':
      case 'waiting':
      case 'news':
        return;
    }
  };

  return {
    push(step) {
      take(step);
      return parts.takeChanges();
    },
    parts: parts.snapshot,
  };
}
