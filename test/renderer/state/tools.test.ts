import { describe, expect, it } from 'vitest';
import type { TurnEvent } from '../../../src/shared/model/chat-event.ts';
import type { StartState } from '../../../src/shared/contract/index.ts';
import type { PersonRequest } from '../../../src/shared/model/person/requests.ts';
import type { PendingApproval } from '../../../src/shared/model/tools.ts';
import type { Action } from '../../../src/renderer/state/action.ts';
import { initialState } from '../../../src/renderer/state/app-state.ts';
import { attached, conversationId, held, messageId, run, turn } from './world.ts';

type Told = TurnEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'turn' | 'seq'>
    : never
  : never;

/** The turn events that main sends, in order. */
const told = (events: readonly Told[]): readonly Action[] =>
  events.map((event, index): Action => {
    const payload = { ...event, turn, seq: index + 1 } as TurnEvent;
    return { kind: 'event', name: 'turn', payload };
  });

const call = (state: 'proposed' | 'running' | 'done') =>
  ({ kind: 'tool_call', callId: 'a', name: 'find', arguments: '', state }) as const;
const running: readonly Told[] = [
  { kind: 'part', index: 0, part: call('proposed') },
  { kind: 'call', index: 0, call: call('running') },
  { kind: 'tool_progress', callId: 'a', progress: { done: 1, total: 4, message: 'one' } },
];

describe('progress of calls', () => {
  it('is held while the call runs', () => {
    const live = held(run(attached(), told(running))).live[0];
    expect(live?.progress).toEqual({ a: { done: 1, total: 4, message: 'one' } });
    expect(live?.seq).toBe(3);
  });

  it('is gone when the call has ended', () => {
    const ended: Told = { kind: 'call', index: 0, call: call('done') };
    expect(held(run(attached(), told([...running, ended]))).live[0]?.progress).toEqual({});
  });
});

describe('requests of servers', () => {
  const request: PersonRequest = {
    id: 'r',
    serverId: 's',
    serverName: 'Files',
    conversationId,
    wish: { kind: 'url', message: '', url: 'https://example.com/' },
  };
  const told = (payload: readonly PersonRequest[]): Action => ({
    kind: 'event',
    name: 'requests',
    payload,
  });

  it('are those that main told last', () => {
    const waiting = run(attached(), [told([request])]);
    expect(waiting.requests).toEqual([request]);
    expect(run(waiting, [told([])]).requests).toEqual([]);
  });

  it('come with the start of a window', () => {
    const start = { heads: [], streaming: [], requests: [request] } as Partial<StartState>;
    const state = run(initialState, [{ kind: 'started', start: start as StartState }]);
    expect(state.requests).toEqual([request]);
  });
});

describe('calls that wait', () => {
  const pending: PendingApproval = { conversationId, messageId, calls: [] };
  const approval = (value: PendingApproval | null): Action => ({
    kind: 'event',
    name: 'approval',
    payload: { conversationId, pending: value },
  });

  it('are held by conversation until none waits', () => {
    const waiting = run(attached(), [approval(pending)]);
    expect(waiting.approvals).toEqual({ [conversationId]: pending });
    expect(run(waiting, [approval(null)]).approvals).toEqual({});
  });
});
