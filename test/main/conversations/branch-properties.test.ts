import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewCheckpoint } from '../../../src/main/context/compaction/checkpoints.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { conversationChunks } from '../../../src/main/store/conversations/conversation-format.ts';
import {
  mergeConversations,
  baseOf,
} from '../../../src/main/store/conversations/merge-conversation.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';
import { treeIsSound } from '../../../src/main/store/conversations/repair-tree.ts';
import { conversationAsJson } from '../../../src/main/transfer/export/json.ts';
import { exportText } from '../../../src/main/transfer/export/clipboard.ts';
import { parley } from '../../../src/main/transfer/import/formats/parley.ts';
import { buildMessages } from '../../../src/main/turns/question.ts';
import { planEdit, planRegenerate, planSend } from '../../../src/main/turns/turn-plan.ts';
import { planComparison, type Column } from '../../../src/main/turns/compare/plan-comparison.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { errorOf } from '../../../src/shared/model/errors.ts';
import { textOf } from '../../../src/shared/model/conversation-views.ts';
import { activeCheckpoint, withCheckpoint } from '../../../src/shared/model/message/checkpoint.ts';
import { withPin } from '../../../src/shared/model/message/pins.ts';
import { putBack, takeBranch, type TakenBranch } from '../../../src/shared/model/tree/branches.ts';
import {
  comparisonOf,
  withChoice,
  withVersion,
} from '../../../src/shared/model/tree/comparison.ts';
import { editedAnswer } from '../../../src/shared/model/tree/edited.ts';
import { forkOf } from '../../../src/shared/model/tree/fork.ts';
import { mapRows } from '../../../src/shared/model/tree/map-rows.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { treeOf } from '../../shared/model/tree/random-tree.ts';

const nowIso = '2026-03-03T00:00:00.000Z';
const context = { newId, nowIso: () => nowIso, model: 'small-1', providerId: 'p' };

const steps = fc.array(
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
  { minLength: 1, maxLength: 30 },
);
type Step = (typeof steps extends fc.Arbitrary<infer S> ? S : never)[number];

/** Two to four columns, of which one may not be able to answer. */
function columns({ at }: Step): readonly Column[] {
  return Array.from({ length: 2 + (at % 3) }, (_, column) => ({
    compared: { column },
    model: `small-${String(column)}`,
    providerId: 'p',
    error: at % 5 === column ? errorOf('assistant_gone', {}) : null,
  }));
}

interface World {
  readonly conversation: Conversation;
  readonly undoable: readonly TakenBranch[];
}

function answered(of: Conversation, text: string): Conversation {
  const messages = Object.entries<Message>(of.messages).map(([id, message]) => [
    id,
    message.status === 'streaming'
      ? { ...message, status: 'complete' as const, parts: [{ kind: 'text' as const, text }] }
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
function withCheckpointAt(before: Conversation, step: Step, said: NewCheckpoint): Conversation {
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

/** What is sent of a path, found in another way than by the program. */
function expectRequest(of: Conversation): void {
  const path = pathTo(of.messages, of.leafId);
  const isIn = ({ checkpoint }: Message): boolean =>
    checkpoint?.kind === 'summary' || checkpoint?.kind === 'dropped';
  const last = path.map(isIn).lastIndexOf(true);
  const from = path[last];
  const sent = JSON.stringify(buildMessages(path, ''));
  if (from === undefined) expect(sent).not.toContain('The beginning of this conversation');
  const { checkpoint } = from ?? {};
  if (checkpoint?.kind === 'summary')
    expect(sent).toContain(JSON.stringify(checkpoint.text).slice(1, -1));
  expect(sent).toBe(JSON.stringify(buildMessages(path.slice(Math.max(0, last)), '')));
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

function stepped({ conversation, undoable }: World, step: Step): World {
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

function expectInvariants(of: Conversation): void {
  const { messages, leafId, pins = [] } = of;
  expect(treeIsSound(messages, leafId)).toBe(true);
  for (const { id } of pins) expect(messages).toHaveProperty(id);
  for (const { id } of of.deletedBranches ?? []) expect(messages).not.toHaveProperty(id);
  for (const [id, { parentId, role, checkpoint }] of Object.entries<Message>(messages)) {
    // Ids sort by time, which makes the order of versions.
    if (parentId !== null) expect(parentId < id).toBe(true);
    if (parentId === null || role === 'assistant') expect(checkpoint).toBeUndefined();
  }
  for (const id of Object.keys(messages)) {
    const compared = comparisonOf(messages, id);
    if (compared === null) continue;
    // One answer per column, in order, and what is chosen is one of the versions.
    const places = compared.columns.map((each) => each.compared?.column ?? -1);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(compared.columns.map(({ id: each }) => each)).toContain(id);
    if (compared.chosen !== null) {
      expect(messages[compared.chosen]?.parentId).toBe(compared.questionId);
    }
  }
  const onMap = mapRows(messages, leafId).flatMap(({ question, answer }) => [question, answer]);
  expect(new Set(onMap.filter((id) => id !== null))).toEqual(new Set(Object.keys(messages)));
}

test('forks, edits, comparisons, deletions, checkpoints and undo keep the tree, the file, the export and what comes back of it', () => {
  fc.assert(
    fc.property(steps, (random) => {
      let world: World = { conversation: treeOf([]), undoable: [] };
      for (const step of random) {
        const before = world.conversation;
        world = stepped(world, step);
        expectInvariants(world.conversation);
        expectRequest(world.conversation);
        // Another process that knows only the state before ends up with the same messages.
        if (before.id !== world.conversation.id) continue;
        const joined = mergeConversations(baseOf(before), before, world.conversation);
        expect(joined.messages).toEqual(world.conversation.messages);
      }
      const { conversation } = world;
      const bytes = Buffer.concat([...conversationChunks(conversation)]);
      expect(parseConversation(bytes, conversation.id)).toEqual({ kind: 'sound', conversation });
      const document = Buffer.concat([...conversationAsJson(conversation, null, nowIso)]);
      expect(parley.read(JSON.parse(document.toString()))).toMatchObject([
        { kind: 'own', conversation, broken: 0 },
      ]);
      const markdown = exportText(conversation, null, 'markdown');
      const path = pathTo(conversation.messages, conversation.leafId);
      for (const message of path) {
        if (/^\w+$/u.test(textOf(message))) expect(markdown).toContain(textOf(message));
      }
      const summaries = path.map(activeCheckpoint).filter((each) => each?.kind === 'summary');
      expect(markdown.match(/^> \*\*Summary of \d+ messages?\*\*$/gmu)?.length ?? 0).toBe(
        summaries.length,
      );
      expect(markdown.includes('This answer was edited.')).toBe(
        path.some(({ edited }) => edited === true),
      );
    }),
    { numRuns: 120 },
  );
});
