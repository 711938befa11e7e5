import * as fc from 'fast-check';
import type { CheckpointContent } from '../../../src/shared/model/message/checkpoint.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { planEdit, planRegenerate, planSend } from '../../../src/main/turns/turn-plan.ts';
import { planComparison, type Column } from '../../../src/main/turns/compare/plan-comparison.ts';
import type { Conversation, Message, Part } from '../../../src/shared/model/conversation.ts';
import { errorOf } from '../../../src/shared/model/errors.ts';
import { withCheckpoint } from '../../../src/shared/model/message/checkpoint.ts';
import { withPin } from '../../../src/shared/model/message/pins.ts';
import { putBack, takeBranch, type TakenBranch } from '../../../src/shared/model/tree/branches.ts';
import { withChoice, withVersion } from '../../../src/shared/model/tree/comparison.ts';
import { editedAnswer } from '../../../src/shared/model/tree/edited.ts';
import { forkOf } from '../../../src/shared/model/tree/fork.ts';
import { treeOf } from '../../shared/model/tree/random-tree.ts';

export const nowIso = '2026-03-03T00:00:00.000Z';
const context = { newId, nowIso: () => nowIso, model: 'small-1', providerId: 'p' };

/** What a person does with a conversation, at random. */
export const branchSteps = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'send',
      'compare',
      'compare again',
      'choose',
      'ask again',
      'answer again',
      'edit answer',
      'go on',
      'delete',
      'undo',
      'fork',
      'pin',
      'summarise',
      'leave out',
      'remove checkpoint',
    ),
    at: fc.nat(),
    text: fc.string({ minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
);
type Step = (typeof branchSteps extends fc.Arbitrary<infer S> ? S : never)[number];

/** Two to four columns, of which one may not be able to answer. */
function columns({ at }: Step): readonly Column[] {
  return Array.from({ length: 2 + (at % 3) }, (_, column) => ({
    compared: { column },
    model: `small-${String(column)}`,
    providerId: 'p',
    error: at % 5 === column ? errorOf('assistant_gone', {}) : null,
  }));
}

/** A conversation, and the deletions in it that can be undone. */
export interface World {
  readonly conversation: Conversation;
  readonly undoable: readonly TakenBranch[];
}

/** An answer of words, or with a call: that ran, that was interrupted, or that waits. */
function partsOf(text: string): readonly Part[] {
  const said = { kind: 'text', text } as const;
  const call = { kind: 'tool_call', callId: 'c', name: 'find', arguments: '{}' } as const;
  const content = [{ kind: 'text', text: 'found' }] as const;
  switch (text.length % 4) {
    case 1:
      return [
        said,
        { ...call, state: 'done' },
        { kind: 'tool_result', callId: 'c', content, isError: false },
      ];
    case 2:
      return [said, { ...call, state: 'interrupted' }];
    case 3:
      return [
        said,
        { ...call, state: 'proposed', tool: { key: 'find', server: 'test', title: 'Find' } },
      ];
    default:
      return [said];
  }
}

function answered(of: Conversation, text: string): Conversation {
  const messages = Object.entries<Message>(of.messages).map(([id, message]) => [
    id,
    message.status === 'streaming'
      ? { ...message, status: 'complete' as const, parts: partsOf(text) }
      : message,
  ]);
  return { ...of, messages: Object.fromEntries(messages) as Conversation['messages'] };
}

/** The message of a role that a step is about; undefined if there is none. */
function messageFor(of: Conversation, { at }: Step, role?: Message['role']): Message | undefined {
  const fitting = Object.values<Message>(of.messages).filter(
    (message) => role === undefined || message.role === role,
  );
  return fitting[at % Math.max(1, fitting.length)];
}

let changes = 0;

/** Puts a checkpoint before a question that is not the first. */
function withCheckpointAt(before: Conversation, step: Step, said: CheckpointContent): Conversation {
  const question = messageFor(before, step, 'user');
  if (question === undefined || question.parentId === null) return before;
  changes += 1;
  const changedAt = new Date(Date.parse(nowIso) + changes).toISOString();
  const usage = { promptTokens: 1, completionTokens: 1, totalTokens: 2 };
  const asked = said.kind === 'summary' ? [{ providerId: 'p', model: 'm', usage }] : [];
  const messages = {
    ...before.messages,
    [question.id]: withCheckpoint(question, { ...said, changedAt, asked }),
  };
  return { ...before, messages };
}

function changed(before: Conversation, step: Step): Conversation {
  const any = messageFor(before, step);
  const question = messageFor(before, step, 'user');
  const answer = messageFor(before, step, 'assistant');
  switch (step.kind) {
    case 'send':
      return answered(planSend(before, step.text, [], context).conversation, step.text);
    case 'compare': {
      const plan = planSend(before, step.text, [], context);
      const [{ conversation } = plan] = planComparison(plan, columns(step), false, newId);
      return answered(conversation, step.text);
    }
    case 'compare again': {
      if (question === undefined) return before;
      const plan = planEdit(before, question.id, step.text, undefined, context);
      const [{ conversation } = plan] = planComparison(plan, columns(step), true, newId);
      return answered(conversation, step.text);
    }
    case 'choose':
      return answer === undefined ? before : withChoice(before, answer.id);
    case 'ask again':
      if (question === undefined) return before;
      return answered(
        planEdit(before, question.id, step.text, undefined, context).conversation,
        step.text,
      );
    case 'answer again':
      if (answer === undefined) return before;
      return answered(planRegenerate(before, answer.id, context).conversation, step.text);
    case 'edit answer': {
      if (answer === undefined) return before;
      const edited = editedAnswer(answer, step.text, { id: newId(), createdAt: nowIso });
      return withVersion(before, answer, edited);
    }
    case 'go on':
      return any === undefined ? before : { ...before, leafId: any.id };
    case 'fork':
      // The person goes on in the copy.
      return answer === undefined
        ? before
        : (forkOf(before, answer.id, { newId, nowIso }) ?? before);
    case 'pin':
      return any === undefined ? before : withPin(before, any.id, true);
    case 'summarise':
      return withCheckpointAt(before, step, { kind: 'summary', text: `Notes ${step.text}.` });
    case 'leave out':
      return withCheckpointAt(before, step, { kind: 'dropped' });
    case 'remove checkpoint':
      return withCheckpointAt(before, step, { kind: 'removed' });
    case 'delete':
    case 'undo':
      return before;
  }
}

export const emptyWorld: World = { conversation: treeOf([]), undoable: [] };

/** The conversation after one step; after one that is not possible, as it was. */
export function stepped({ conversation, undoable }: World, step: Step): World {
  if (step.kind === 'delete') {
    const message = messageFor(conversation, step);
    const made = message === undefined ? null : takeBranch(conversation, message.id);
    if (made === null) return { conversation, undoable };
    return { conversation: made.conversation, undoable: [...undoable, made.taken] };
  }
  if (step.kind === 'undo') {
    const chosen = undoable[step.at % Math.max(1, undoable.length)];
    const back = chosen === undefined ? null : putBack(conversation, chosen);
    // What cannot come back says so, and changes nothing.
    return {
      conversation: back ?? conversation,
      undoable: undoable.filter((each) => each !== chosen),
    };
  }
  const next = changed(conversation, step);
  // A fork is another conversation, with nothing to undo.
  return { conversation: next, undoable: next.id === conversation.id ? undoable : [] };
}
