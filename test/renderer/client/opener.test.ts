import { beforeEach, describe, expect, it } from 'vitest';
import { createOpener } from '../../../src/renderer/client/opener.ts';
import { keepPosition } from '../../../src/renderer/client/positions.ts';
import { createStore, type ScheduleFrame } from '../../../src/renderer/state/store.ts';
import type { OpenedConversation } from '../../../src/shared/model/chat-event.ts';
import type { Bridge, CommandInput, CommandName } from '../../../src/shared/contract/index.ts';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { errorOf, type ParleyError } from '../../../src/shared/model/errors.ts';
import { answer, conversation, conversationId, idOf } from '../state/world.ts';

const count = 300;
const last = idOf(count + 9);
const perBatch = 100;

function longConversation(): Conversation {
  const messages: Record<Id, Message> = {};
  for (let n = 1; n <= count; n += 1) {
    const id = idOf(n + 9);
    messages[id] = answer({
      id,
      parentId: n === 1 ? null : idOf(n + 8),
      status: 'complete',
      parts: [{ kind: 'text', text: `Text ${n}` }],
    });
  }
  return { ...conversation(answer({ id: last })), messages };
}

/** The newest 40, and those around `near`. */
function partOf(whole: Conversation, near: Id | null): Conversation {
  const all = Object.entries(whole.messages);
  const at = near === null ? Infinity : all.findIndex(([id]) => id === near);
  const part = all.filter((_, index) => Math.abs(index - at) <= 30 || index >= count - 40);
  return { ...whole, messages: Object.fromEntries(part) };
}

const gone: ParleyError = errorOf('unknown', {});

/** A window without views, and a main that holds one long conversation. */
function createWorld(lastParts?: Message['parts'], more: Conversation['messages'] = {}) {
  const long = longConversation();
  const end = long.messages[last];
  const lasts =
    lastParts === undefined || end === undefined ? {} : { [last]: { ...end, parts: lastParts } };
  const messages: Record<Id, Message> = { ...long.messages, ...lasts, ...more };
  const whole = { ...long, messages };
  const asked: [CommandName, unknown][] = [];
  const failing = new Set<CommandName>();
  let frames: (() => void)[] = [];
  const scheduleFrame: ScheduleFrame = (callback) => void frames.push(callback);
  const answerTo = (name: CommandName, input: unknown): unknown => {
    if (failing.has(name)) return { ok: false, error: gone };
    if (name === 'conversation.rest') {
      const { held, after } = input as CommandInput<'conversation.rest'>;
      const rest = Object.entries(whole.messages).filter(([id]) => !held.includes(id));
      const from = rest.findIndex(([id]) => id === after) + 1;
      const batch = rest.slice(from, from + perBatch);
      const next = from + perBatch < rest.length ? (batch.at(-1)?.[0] ?? null) : null;
      return { ok: true, value: { messages: Object.fromEntries(batch), next } };
    }
    if (name === 'tools.pending') {
      return { ok: true, value: { conversationId, messageId: last, calls: [] } };
    }
    const { near } = input as CommandInput<'conversation.open'>;
    const value: OpenedConversation =
      near === undefined
        ? { conversation: whole, live: [], path: null }
        : { conversation: partOf(whole, near), live: [], path: Object.keys(whole.messages) };
    return { ok: true, value };
  };
  const bridge: Bridge = {
    command: (name, input) => {
      asked.push([name, input]);
      return Promise.resolve(answerTo(name, input) as never);
    },
    drop: () => Promise.resolve([]),
    on: () => () => {},
  };
  const store = createStore(scheduleFrame);
  const opener = createOpener(bridge, store, scheduleFrame);
  store.subscribe(opener.openWhatIsNeeded);
  const answered = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));
  return {
    store,
    opener,
    failing,
    asked,
    answered,
    show: () => store.dispatch({ kind: 'shown', conversationId }),
    held: () => {
      const open = store.getState().open[conversationId];
      return open?.kind === 'ready' ? Object.keys(open.messages).length : 0;
    },
    forget: (ids: readonly Id[]) => {
      for (const id of ids) delete whole.messages[id];
    },
    async nextFrame() {
      const due = frames;
      frames = [];
      for (const callback of due) callback();
      await answered();
    },
  };
}

describe('the opener', () => {
  beforeEach(() => keepPosition(conversationId, { kind: 'latest' }));

  it('gets what is seen first, and the rest behind the frame that shows it', async () => {
    const world = createWorld();
    world.show();
    await world.answered();
    expect(world.asked).toEqual([['conversation.open', { conversationId, near: null }]]);
    expect(world.held()).toBe(40);
    await world.nextFrame();
    expect(world.held()).toBe(40);
    await world.nextFrame();
    expect(world.held()).toBe(count);
    expect(world.asked.map(([name]) => name)).toEqual([
      'conversation.open',
      ...Array.from({ length: 3 }, () => 'conversation.rest'),
    ]);
  });

  it('opens one that is outdated again, in parts, and shows what it has until all is here', async () => {
    const world = createWorld();
    world.show();
    await world.answered();
    await world.nextFrame();
    await world.nextFrame();
    const states = world.store.getState().open[conversationId];
    world.store.dispatch({ kind: 'event', name: 'outdated', payload: { conversationId } });
    expect(world.held()).toBe(count);
    expect(world.store.getState().open[conversationId]).not.toBe(states);
    await world.answered();
    expect(world.asked.slice(4).map(([name]) => name)).toEqual([
      'conversation.open',
      ...Array.from({ length: 3 }, () => 'conversation.rest'),
    ]);
    expect(world.asked[4]).toEqual(['conversation.open', { conversationId, near: null }]);
    expect(world.store.getState().open[conversationId]).toMatchObject({ path: null, stale: false });
    expect(world.held()).toBe(count);
  });

  it('does not bring back what was deleted while the rest was on its way', async () => {
    const world = createWorld();
    world.show();
    await world.answered();
    await world.nextFrame();
    const messageIds = [idOf(10)];
    world.store.dispatch({
      kind: 'event',
      name: 'pruned',
      payload: { conversationId, messageIds },
    });
    world.forget(messageIds);
    await world.nextFrame();
    await world.answered();
    const open = world.store.getState().open[conversationId];
    expect(open).toMatchObject({ path: null, stale: false });
    expect(world.held()).toBe(count - 1);
  });

  it('asks for what is around the place where the person was', async () => {
    const world = createWorld();
    const messageId = idOf(109);
    keepPosition(conversationId, { kind: 'message', messageId, path: [0], offset: 0 });
    world.show();
    await world.answered();
    expect(world.asked).toEqual([['conversation.open', { conversationId, near: messageId }]]);
    expect(world.held()).toBe(40 + 61);
  });

  it('asks for what is around a message that is to be shown, wherever the person was', async () => {
    const world = createWorld();
    const messageId = idOf(59);
    keepPosition(conversationId, { kind: 'message', messageId: idOf(109), path: [0], offset: 0 });
    const marks = { kind: 'words', words: [] } as const;
    world.store.dispatch({ kind: 'revealing', reveal: { conversationId, messageId, marks } });
    world.show();
    await world.answered();
    expect(world.asked).toEqual([['conversation.open', { conversationId, near: messageId }]]);
  });

  it('opens it whole when the rest cannot be had', async () => {
    const world = createWorld();
    world.failing.add('conversation.rest');
    world.show();
    await world.answered();
    await world.nextFrame();
    await world.nextFrame();
    expect(world.asked.map(([name]) => name)).toEqual([
      'conversation.open',
      'conversation.rest',
      'conversation.open',
    ]);
    expect(world.held()).toBe(count);
  });

  it('says what went wrong, and tries again when told to', async () => {
    const world = createWorld();
    world.failing.add('conversation.open');
    world.show();
    await world.answered();
    expect(world.store.getState().open[conversationId]).toEqual({ kind: 'failed', error: gone });
    await world.nextFrame();
    expect(world.asked).toHaveLength(1);
    world.failing.clear();
    world.opener.openAgain(conversationId);
    await world.answered();
    expect(world.held()).toBe(40);
  });

  it('asks once, however often the state changes meanwhile', async () => {
    const world = createWorld();
    world.show();
    world.store.dispatch({ kind: 'dialog', dialog: null });
    world.store.dispatch({ kind: 'deleted_forgotten' });
    await world.answered();
    world.store.dispatch({ kind: 'dialog', dialog: { kind: 'settings', section: 'providers' } });
    await world.answered();
    expect(world.asked).toHaveLength(1);
  });

  it('asks which calls wait when the model has asked for a tool and nobody has decided', async () => {
    const call = { kind: 'tool_call', callId: 'c', name: 'x', arguments: '{}' } as const;
    const decided = createWorld([{ ...call, state: 'denied' }]);
    decided.show();
    await decided.answered();
    expect(decided.asked.map(([name]) => name)).not.toContain('tools.pending');

    const waiting = createWorld([{ ...call, state: 'proposed' }]);
    waiting.show();
    await waiting.answered();
    await waiting.answered();
    expect(waiting.asked).toContainEqual(['tools.pending', { conversationId }]);
    expect(waiting.store.getState().approvals[conversationId]).toMatchObject({ messageId: last });

    // The answer beside the one on show waits as well.
    const parentId = idOf(count + 8);
    const message = { parentId, status: 'complete', parts: [] } as const;
    const beside = createWorld(undefined, {
      [parentId]: { ...answer({ id: parentId, ...message, parentId: null }), comparison: {} },
      [last]: { ...answer({ id: last, ...message }), compared: { column: 0 } },
      [idOf(count + 10)]: {
        ...answer({ id: idOf(count + 10), ...message, parts: [{ ...call, state: 'proposed' }] }),
        compared: { column: 1 },
      },
    });
    beside.show();
    await beside.answered();
    await beside.answered();
    expect(beside.asked).toContainEqual(['tools.pending', { conversationId }]);
  });
});
