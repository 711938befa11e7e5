import { describe, expect, it } from 'vitest';
import { initialState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';
import {
  answer,
  conversation,
  conversationId,
  held,
  idOf,
  run,
  started,
  stepsOf,
} from './world.ts';

const first = answer({ id: idOf(10), status: 'complete', parts: [{ kind: 'text', text: 'Once' }] });
const last = answer({ id: idOf(12), parentId: idOf(11), status: 'complete' });
const path = [idOf(10), idOf(11), idOf(12)];

const opened = reduce(initialState, {
  kind: 'opened',
  opened: { conversation: conversation(last), live: [], path },
});

describe('a conversation that comes in two steps', () => {
  it('is held in part until the rest is there', () => {
    expect(held(opened).path).toEqual(path);
    const whole = reduce(opened, {
      kind: 'completed',
      conversationId,
      messages: { [first.id]: first },
      held: {},
    });
    expect(held(whole).path).toBeNull();
    expect(held(whole).messages).toEqual({ [first.id]: first, [last.id]: last });
  });

  it('keeps what was told meanwhile: the rest may be older', () => {
    const edited = answer({ ...first, parts: [{ kind: 'text', text: 'Once upon a time' }] });
    const whole = run(opened, [
      { kind: 'event', name: 'message', payload: { conversationId, message: edited } },
      {
        kind: 'completed',
        conversationId,
        messages: { [first.id]: first, [last.id]: first },
        held: {},
      },
    ]);
    expect(held(whole).messages).toEqual({ [first.id]: edited, [last.id]: last });
  });

  it('copies nothing if the rest was joined with what is loaded', () => {
    const messages = { [first.id]: first, [last.id]: last };
    const action = { kind: 'completed', conversationId, messages } as const;
    const joined = reduce(opened, { ...action, held: held(opened).messages });
    expect(held(joined).messages).toBe(messages);
    expect(held(reduce(opened, { ...action, held: {} })).messages).not.toBe(messages);
  });

  it('takes the rest while an answer streams', () => {
    const question = answer();
    const whole = run(opened, [
      { kind: 'event', name: 'message', payload: { conversationId, message: question } },
      started,
      ...stepsOf([{ kind: 'text', text: 'Word' }]),
      { kind: 'completed', conversationId, messages: { [first.id]: first }, held: {} },
      { kind: 'event', name: 'text', payload: [7, 2, 0, ' by word'] },
    ]);
    expect(held(whole).live[0]?.parts[0]?.log?.length).toBe('Word by word'.length);
    expect(held(whole).stale).toBe(false);
  });

  it('wants no rest of what is not open any more', () => {
    const state = reduce(initialState, {
      kind: 'completed',
      conversationId,
      messages: {},
      held: {},
    });
    expect(state).toBe(initialState);
  });
});
