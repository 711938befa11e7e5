import { expect, test } from 'vitest';
import { createAttention, type EndedAnswer } from '../../../src/main/desktop/attention.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import type { NotificationChoice } from '../../../src/shared/model/desktop/notifications.ts';
import type { PendingCall } from '../../../src/shared/model/tools.ts';
import { messageAt, treeOf } from '../../shared/model/tree/random-tree.ts';

/** The policy, with what it has asked for. */
function rig() {
  const state = { choice: 'title' as NotificationChoice, isInFront: false };
  const done: unknown[] = [];
  const attention = createAttention({
    choice: () => state.choice,
    isTemporary: (id) => id === 'temporary',
    isInFront: () => state.isInFront,
    notify: (notice, place) => done.push([notice.title, notice.body, place?.messageId ?? null]),
    setBadge: (count) => done.push(count),
  });
  return { state, done, attention };
}

/** An answer that has ended. */
function ended(
  status: Message['status'] = 'complete',
  more: Partial<Conversation> = {},
  rest: Partial<EndedAnswer> = {},
): EndedAnswer {
  const message = { ...messageAt(null, 'assistant', 'Of  **spring**.'), status };
  const conversation = { ...treeOf([message]), title: 'Wrens', ...more };
  return { conversation, message, goesOn: false, isElsewhere: false, ...rest };
}

test('tells of an answer as the person chose, and counts it until a window is in front', () => {
  const { state, done, attention } = rig();
  const first = ended();
  attention.answerEnded(first);
  expect(done).toEqual([1, ['Wrens', 'The answer is done.', first.message.id]]);
  // The same conversation again counts once.
  attention.answerEnded({ ...first, message: { ...first.message, status: 'failed' } });
  expect(done.slice(2)).toEqual([['Wrens', 'The answer failed.', first.message.id]]);
  state.choice = 'answer';
  const second = ended('truncated');
  attention.answerEnded(second);
  expect(done.slice(3)).toEqual([2, ['Wrens', 'Of **spring**.', second.message.id]]);
  state.choice = 'kind';
  const third = ended('interrupted');
  attention.answerEnded(third);
  expect(done.slice(5)).toEqual([
    3,
    ['The answer failed', 'Open Parley to see why.', third.message.id],
  ]);
  attention.cameToFront();
  attention.cameToFront();
  expect(done.slice(7)).toEqual([0]);
});

test('gives no word of a temporary conversation away, whatever was chosen', () => {
  for (const choice of ['kind', 'title', 'answer'] as const) {
    const { state, done, attention } = rig();
    state.choice = choice;
    attention.answerEnded(ended('complete', { temporary: true }));
    expect(JSON.stringify(done)).not.toMatch(/Wrens|spring/);
    expect(done).toHaveLength(2);
  }
});

test('is quiet in front, when switched off, and about what says nothing new', () => {
  const { state, done, attention } = rig();
  attention.answerEnded(ended('stopped'));
  attention.answerEnded(ended('streaming'));
  attention.answerEnded(ended('complete', {}, { goesOn: true }));
  attention.answerEnded(ended('complete', {}, { isElsewhere: true }));
  const queued = { id: 'q', text: 'Next', attachments: [], createdAt: '' };
  attention.answerEnded(ended('complete', { queue: [queued] }));
  state.isInFront = true;
  attention.answerEnded(ended());
  expect(done).toEqual([]);
  state.isInFront = false;
  state.choice = 'off';
  attention.callsWait({ conversationId: 'c', messageId: 'm', calls: [] });
  attention.answerEnded(ended());
  // The badge says nothing but a number, and stays.
  expect(done).toEqual([1]);
});

test('tells of what waits for the person, with the place it is at', () => {
  const { done, attention } = rig();
  attention.callsWait({ conversationId: 'c', messageId: 'm', calls: [] });
  const request = { id: 'r', serverId: 's', serverName: 'Files', conversationId: null } as const;
  attention.requestWaits({ ...request, wish: { kind: 'form', message: 'Secret?', fields: [] } });
  expect(done).toEqual([
    ['0 calls of tools wait for you', 'Open Parley to allow or deny them.', 'm'],
    ['Files asks you', 'Open Parley to read and answer it.', null],
  ]);
});

test('names a tool or server only as the person chose, and never for a temporary conversation', () => {
  const { state, done, attention } = rig();
  const call: PendingCall = {
    callId: 'c1',
    key: 's/read',
    source: 's',
    sourceName: 'Diary',
    title: 'Read',
    hints: { isReadOnly: true, isDestructive: false, reachesInternet: false },
    arguments: '{}',
    reason: { kind: 'not_allowed_yet' },
  };
  const wait = (conversationId: string): void => {
    attention.callsWait({ conversationId, messageId: 'm', calls: [call] });
    const wish = { kind: 'form', message: 'Secret?', fields: [] } as const;
    attention.requestWaits({ id: 'r', serverId: 's', serverName: 'Diary', conversationId, wish });
  };
  wait('kept');
  expect(done.splice(0)).toEqual([
    ['A tool waits for you: read on Diary', 'Open Parley to allow or deny it.', 'm'],
    ['Diary asks you', 'Open Parley to read and answer it.', null],
  ]);
  const nameless = [
    ['A tool waits for you', 'Open Parley to allow or deny it.', 'm'],
    ['A tool server waits for you', 'Open Parley to read and answer it.', null],
  ];
  for (const choice of ['title', 'answer'] as const) {
    state.choice = choice;
    wait('temporary');
    expect(done.splice(0)).toEqual(nameless);
  }
  state.choice = 'kind';
  wait('kept');
  expect(done.splice(0)).toEqual(nameless);
  state.choice = 'off';
  wait('kept');
  expect(done).toEqual([]);
});
