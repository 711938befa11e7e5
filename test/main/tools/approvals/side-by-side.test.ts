import { expect, it } from 'vitest';
import { createDesk, type Question } from '../../../../src/main/tools/approvals/desk.ts';
import { restingAnswers, restingApproval } from '../../../../src/main/tools/pending.ts';
import { planComparison } from '../../../../src/main/turns/compare/plan-comparison.ts';
import { planSend } from '../../../../src/main/turns/turn-plan.ts';
import { newId } from '../../../../src/main/conversations/id.ts';
import type { Conversation, Message, Part } from '../../../../src/shared/model/conversation.ts';
import { reviewer } from '../../../shared/model/assistants/samples.ts';
import { treeOf } from '../../../shared/model/tree/random-tree.ts';

function question(messageId: string, callId: string): Question {
  const hints = { isReadOnly: false, isDestructive: false, reachesInternet: false };
  return {
    conversationId: 'c',
    messageId,
    call: {
      callId,
      key: 'files/write',
      source: 'files',
      sourceName: 'FILES',
      title: 'write',
      hints,
      arguments: '{}',
      reason: { kind: 'not_allowed_yet' },
    },
    settle: () => Promise.resolve(),
  };
}

it('asks about the calls of one answer after the other', async () => {
  const desk = createDesk(() => undefined);
  const { signal } = new AbortController();
  const answers = [
    desk.ask(question('left', 'a'), signal),
    desk.ask(question('right', 'b'), signal),
    desk.ask(question('left', 'c'), signal),
  ];
  const waiting = (): readonly (string | undefined)[] => {
    const pending = desk.pending('c');
    return [pending?.messageId, ...(pending?.calls ?? []).map(({ callId }) => callId)];
  };
  expect(waiting()).toEqual(['left', 'a', 'c']);
  const once = { decision: 'once' as const };
  await desk.answer(
    'left',
    new Map([
      ['a', once],
      ['b', once],
      ['c', once],
    ]),
  );
  expect(waiting()).toEqual(['right', 'b']);
  await desk.answer('right', new Map([['b', { decision: 'deny' }]]));
  expect(waiting()).toEqual([undefined]);
  expect(await Promise.all(answers)).toEqual([once, { decision: 'deny' }, once]);
});

/** A comparison whose answers broke off at a call that waits, in these columns. */
function broken(...resting: readonly number[]): Conversation {
  const context = { newId, nowIso: () => '2026-03-03T00:00:00.000Z', model: 'm', providerId: 'p' };
  const columns = [0, 1, 2].map((column) => ({
    compared: { column },
    model: 'm',
    providerId: 'p',
    error: null,
  }));
  const [{ conversation } = planSend(treeOf([]), 'Why?', [], context)] = planComparison(
    planSend(treeOf([]), 'Why?', [], context),
    columns,
    false,
    newId,
  );
  const call: Part = {
    kind: 'tool_call',
    callId: 'a',
    name: 'write',
    arguments: '{}',
    state: 'proposed',
    tool: { key: 'files/write', server: 'FILES', title: 'write' },
  };
  const messages = Object.entries<Message>(conversation.messages).map(([id, message]) => {
    const { compared, role } = message;
    if (role === 'user') return [id, message];
    const parts = resting.includes(compared?.column ?? -1) ? [call] : [];
    return [id, { ...message, status: 'interrupted', parts }];
  });
  return { ...conversation, messages: Object.fromEntries(messages) as Conversation['messages'] };
}

it('finds the calls that wait beside the answer on show after a restart', () => {
  const of = broken(1, 2);
  const columns = Object.values<Message>(of.messages).filter(({ role }) => role === 'assistant');
  const ids = columns.map(({ id }) => id);
  expect(of.leafId).toBe(ids[0]);
  expect(restingAnswers(of).map(({ messageId }) => messageId)).toEqual(ids.slice(1));
  const known = () => undefined;
  expect(restingApproval(of, { known })).toMatchObject({ messageId: ids[1], calls: [{}] });
  // The answer on show comes first.
  expect(restingApproval({ ...of, leafId: ids[2] ?? null }, { known })?.messageId).toBe(ids[2]);
  expect(restingApproval(broken(), { known })).toBeNull();
});

it('names the assistant of the column whose call waits', () => {
  const of = { ...broken(1), assistant: reviewer };
  const { messageId = '' } = restingAnswers(of)[0] ?? {};
  const nameFor = (more: Partial<Message>): string | undefined => {
    const message = { ...(of.messages[messageId] as Message), ...more };
    const messages = { ...of.messages, [messageId]: message };
    return restingApproval({ ...of, messages }, { known: () => undefined })?.calls[0]?.assistant;
  };
  expect(nameFor({})).toBe('Reviewer');
  const details = { assistant: 'Translator' };
  expect(nameFor({ compared: { column: 1, assistantId: 'a1' }, details })).toBe('Translator');
  expect(nameFor({ compared: { column: 1, assistantId: null } })).toBeUndefined();
});
