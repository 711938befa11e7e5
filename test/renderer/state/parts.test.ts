import type { Client } from '../../../src/shared/contract/client.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Events } from '../../../src/shared/contract/index.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { withStreamedText } from '../../../src/shared/model/conversation-views.ts';
import { errorOf } from '../../../src/shared/model/errors.ts';
import {
  toolStateSchema,
  type Message,
  type Part,
} from '../../../src/shared/model/conversation.ts';
import { startTurn, type ActiveTurn } from '../../../src/main/turns/active-turn.ts';
import type { AppState } from '../../../src/renderer/state/app-state.ts';
import { initialState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';
import { answer, conversation, conversationId, held, read, turn } from './world.ts';

// One turn of main and one window, connected only by what really crosses.

type Act =
  | { readonly do: 'step'; readonly step: ChatStep }
  | { readonly do: 'acknowledge' }
  /** The window reloads: it forgets everything, misses events, and opens the conversation again. */
  | { readonly do: 'reload'; readonly missed: number }
  /** Time passes, in ms. */
  | { readonly do: 'wait'; readonly ms: number };

const words = fc.oneof(
  fc.constantFrom('word ', '\n\n', '\ud83d', '\ude00', '😀', 'x'.repeat(5000)),
  fc.string({ maxLength: 6 }),
);
const callId = fc.constantFrom('a', 'b');
const steps: fc.Arbitrary<ChatStep> = fc.oneof(
  { weight: 6, arbitrary: words.map((text): ChatStep => ({ kind: 'delta', text })) },
  { weight: 5, arbitrary: words.map((text): ChatStep => ({ kind: 'reasoning', text })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(callId, fc.constantFrom('', 'find'), words)
      .map(([id, name, argumentsDelta]): ChatStep => ({
        kind: 'tool',
        callId: id,
        name,
        argumentsDelta,
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(callId, fc.constantFrom(...toolStateSchema.options))
      .map(([id, state]): ChatStep => ({ kind: 'tool_state', callId: id, state })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(callId, words, fc.boolean()).map(([id, text, isError]): ChatStep => ({
      kind: 'tool_result',
      callId: id,
      content: [{ kind: 'text', text }],
      isError,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('text' as const, 'reasoning' as const), fc.nat(20))
      .map(([from, length]): ChatStep => ({ kind: 'moved', from, length })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<ChatStep>({
      kind: 'picture',
      url: 'data:',
      part: { kind: 'image', attachment: 'f'.repeat(64), mediaType: 'image/png', name: 'p' },
    }),
  },
);
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: steps.map((step): Act => ({ do: 'step', step })) },
    { weight: 4, arbitrary: fc.constant<Act>({ do: 'acknowledge' }) },
    { weight: 1, arbitrary: fc.nat(3).map((missed): Act => ({ do: 'reload', missed })) },
    { weight: 1, arbitrary: fc.nat(20).map((ms): Act => ({ do: 'wait', ms })) },
  ),
  { maxLength: 80 },
);
const ends: fc.Arbitrary<ChatStep> = fc.constantFrom<ChatStep>(
  { kind: 'finished', finishReason: 'stop' },
  { kind: 'finished', finishReason: 'tool_calls' },
  { kind: 'stopped' },
  { kind: 'failed', error: errorOf('cut_off', {}) },
);

/** A turn that a test feeds step by step; resolves to the settled message. */
async function live(
  acts: readonly Act[],
  end: ChatStep,
  before: readonly Part[],
): Promise<{ readonly state: AppState; readonly settled: Message; readonly wasStale: boolean }> {
  const message = answer({ parts: before });
  let state: AppState = reduce(initialState, {
    kind: 'opened',
    opened: { conversation: conversation(message), live: [], path: null },
  });
  let settled: Message | null = null;
  let isAway = false;
  let wasStale = false;
  let taken = 0;
  let current: ActiveTurn | null = null;

  const onEvent = <N extends keyof Events>(name: N, payload: Events[N]): void => {
    if (isAway) return;
    if (name === 'text') taken = (payload as Events['text'])[1];
    if (name === 'turn') taken = (payload as Events['turn']).seq;
    state = reduce(state, { kind: 'event', name, payload } as Parameters<typeof reduce>[1]);
    wasStale ||= held(state).stale;
  };
  const client: Client = { id: 1, send: onEvent };
  /** Main's answer to `conversation.open`. */
  const open = (): void => {
    state = reduce(state, { kind: 'loading', conversationId });
    if (settled !== null || current === null) {
      const opened = { conversation: conversation(settled ?? message), live: [], path: null };
      state = reduce(state, { kind: 'opened', opened });
      return;
    }
    const seq = current.attach(client);
    const opened = {
      conversation: conversation(current.message()),
      live: [{ turn, seq, messageId: message.id }],
      path: null,
    };
    state = reduce(state, { kind: 'opened', opened });
  };

  async function* run(): AsyncGenerator<ChatStep> {
    let missing = 0;
    await Promise.resolve();
    for (const act of acts) {
      if (act.do === 'step') {
        yield act.step;
        missing -= 1;
      } else if (act.do === 'acknowledge') current?.acknowledge(client, taken);
      else if (act.do === 'wait') await new Promise((resume) => setTimeout(resume, act.ms));
      else {
        isAway = true;
        current?.detach(client);
        state = initialState;
        missing = act.missed;
      }
      if (isAway && missing <= 0) {
        isAway = false;
        open();
      }
    }
    if (isAway) {
      isAway = false;
      open();
    }
    yield end;
  }

  current = startTurn({
    turn,
    conversationId,
    message,
    run,
    clients: [client],
    keep: () => undefined,
    goesOn: () => false,
    settle: (ended) => {
      settled = ended;
    },
    report: (error) => {
      throw error;
    },
  });
  await current.done;
  const stays = settled as Message | null;
  if (stays === null) throw new Error('The turn did not settle');
  return { state, settled: stays, wasStale };
}

const before = fc.constantFrom<readonly Part[]>(
  [],
  [{ kind: 'text', text: '```js\nlet a' }],
  [
    { kind: 'reasoning', text: 'r', durationMs: 3 },
    { kind: 'text', text: 'Once' },
  ],
);

function characters(parts: readonly Part[]): string {
  return parts

    .flatMap((part) =>
      ('text' in part ? part.text : part.kind === 'tool_call' ? part.arguments : '').split(''),
    )
    .sort()
    .join('');
}

describe('an answer of any parts, from the wire to the window', () => {
  it('has there the parts of main, in their order, every character once, and is never fetched again', async () => {
    await fc.assert(
      fc.asyncProperty(acts, ends, before, async (acts, end, before) => {
        const { state, settled, wasStale } = await live(acts, end, before);
        expect(held(state)).toMatchObject({ stale: false, live: [] });
        expect(read(state).parts).toEqual(settled.parts);
        expect(wasStale).toBe(false);
        const sent = acts.flatMap((act): readonly Part[] => {
          if (act.do !== 'step') return [];
          const { step } = act;
          if (step.kind === 'delta') return [{ kind: 'text', text: step.text }];
          if (step.kind === 'reasoning') return [{ kind: 'reasoning', text: step.text }];
          if (step.kind !== 'tool') return [];
          return [{ kind: 'text', text: step.argumentsDelta }];
        });
        expect(characters(settled.parts)).toBe(characters([...before, ...sent]));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('shows while it grows what main holds, once all is acknowledged', async () => {
    const script: readonly ChatStep[] = [
      { kind: 'reasoning', text: 'First, ' },
      { kind: 'reasoning', text: 'look.' },
      { kind: 'delta', text: 'Let me look.' },
      { kind: 'tool', callId: 'a', name: 'find', argumentsDelta: '{}' },
      { kind: 'tool_state', callId: 'a', state: 'running' },
      { kind: 'tool_result', callId: 'a', content: [{ kind: 'text', text: 'x' }], isError: false },
      { kind: 'tool_state', callId: 'a', state: 'done' },
      { kind: 'reasoning', text: 'Found.' },
      { kind: 'delta', text: 'It is x.' },
    ];
    const acts = script.flatMap((step): readonly Act[] => [
      { do: 'step', step },
      { do: 'acknowledge' },
    ]);
    const { state } = await live(acts, { kind: 'finished', finishReason: 'stop' }, []);
    const shown = read(state).parts.map((part) => withStreamedText(part, ''));
    expect(shown.map(({ kind }) => kind)).toEqual([
      'reasoning',
      'text',
      'tool_call',
      'tool_result',
      'reasoning',
      'text',
    ]);
    expect(read(state).parts[2]).toMatchObject({ state: 'done', arguments: '{}' });
  });
});
