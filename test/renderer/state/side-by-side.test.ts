import { expect, it } from 'vitest';
import type { EventAction } from '../../../src/renderer/state/action.ts';
import { initialState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';
import { wholeText } from '../../../src/shared/model/text-log.ts';
import { answer, conversation, conversationId, held, messageId, run } from './world.ts';

const other = '00000000-0000-7000-8000-0000000000ff';

function both() {
  const beside = { ...answer(), id: other };
  const whole = conversation(answer());
  return { ...whole, messages: { ...whole.messages, [other]: beside } };
}

const started = (turn: number, id: string): EventAction => ({
  kind: 'event',
  name: 'turn',
  payload: { kind: 'started', turn, seq: 0, conversationId, messageId: id },
});
const begins = (turn: number, text: string): EventAction => ({
  kind: 'event',
  name: 'turn',
  payload: { kind: 'part', turn, seq: 1, index: 0, part: { kind: 'text', text } },
});
const grows = (turn: number, seq: number, text: string): EventAction => ({
  kind: 'event',
  name: 'text',
  payload: [turn, seq, 0, text],
});
const settled = (id: string, length: number, goesOn: boolean): EventAction => ({
  kind: 'event',
  name: 'settled',
  payload: {
    conversationId,
    message: { ...answer({ status: 'complete', parts: [{ kind: 'text', text: '' }] }), id },
    lengths: [length],
    goesOn,
  },
});

const opened = { conversation: both(), live: [], path: null };
const shown = { ...initialState, activeId: conversationId };
const start = reduce(shown, { kind: 'opened', opened });
const growing = [
  started(1, messageId),
  started(2, other),
  begins(2, 'right '),
  begins(1, 'left '),
  grows(1, 2, 'hand'),
];

it('grows several answers of a conversation, and ends each by itself', () => {
  const state = run(start, growing);
  const texts = held(state).live.map(({ parts }) => wholeText(parts[0]?.log ?? null));
  expect(texts).toEqual(['left hand', 'right ']);
  const one = reduce(state, settled(messageId, 9, true));
  expect(held(one).live.map((live) => live.messageId)).toEqual([other]);
  expect(held(one).messages[messageId]?.parts).toEqual([{ kind: 'text', text: 'left hand' }]);
  expect(one.streaming.has(conversationId)).toBe(true);
  const none = run(one, [grows(2, 2, 'on'), settled(other, 8, false)]);
  expect(held(none)).toMatchObject({ live: [], stale: false });
  expect(held(none).messages[other]?.parts).toEqual([{ kind: 'text', text: 'right on' }]);
  expect(none.streaming.has(conversationId)).toBe(false);
});

it('takes up all of them from a snapshot, with what overtook it', () => {
  const loading = reduce(shown, { kind: 'loading', conversationId });
  const early = run(loading, [grows(2, 2, 'on'), grows(1, 3, 's')]);
  const messages = {
    ...both().messages,
    [messageId]: answer({ parts: [{ kind: 'text', text: 'left hand' }] }),
    [other]: { ...answer({ parts: [{ kind: 'text', text: 'right ' }] }), id: other },
  };
  const state = reduce(early, {
    kind: 'opened',
    opened: {
      conversation: { ...both(), messages },
      live: [
        { turn: 1, seq: 2, messageId },
        { turn: 2, seq: 1, messageId: other },
      ],
      path: null,
    },
  });
  const texts = held(state).live.map(({ parts }) => wholeText(parts[0]?.log ?? null));
  expect(texts).toEqual(['left hands', 'right on']);
  expect(state.early).toBeNull();
  expect(held(state).stale).toBe(false);
});
