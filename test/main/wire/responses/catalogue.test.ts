import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framings } from '../../../provider/framing.ts';
import { misbehaviours } from '../../../provider/misbehaviours.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { connectionTo, terminals } from '../support.ts';
import { hearResponse } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

/** A chunk a character is measured over Chat Completions; the events have the same path. */
const tooLong = new Set(['tiny-chunks']);
const cases = Object.entries(misbehaviours).filter(([name]) => !tooLong.has(name));

type Case = (typeof cases)[number];

async function expectUnderstood(server: Provider, [, one]: Case): Promise<void> {
  server.script(one.behaviour);
  const idleTimeoutMs = one.outcome === 'silent' ? 150 : 10_000;
  const answer = await hearResponse(connectionTo(server.baseUrl), { idleTimeoutMs });
  expect(terminals(answer.steps)).toBe(1);
  expect(answer.text).toBe(one.text);
  if (one.reasoning !== undefined) expect(answer.reasoning).toBe(one.reasoning);
  expect(answer.end?.kind).toBe(one.outcome === 'complete' ? 'finished' : 'failed');
  if (one.outcome === 'silent') expect(answer.error().kind).toBe('timeout');
  expect(server.requestsOf('stream').at(-1)?.path).toBe('/v1/responses');
}

/** A short silence is told from a delay only while nothing else runs. */
const isSilent = ([, one]: Case): boolean => one.outcome === 'silent';

describe('a server of responses that misbehaves', () => {
  // The pauses of the SDK between its tries are waited out together, each before its own server.
  it.concurrent.each(cases.filter((one) => !isSilent(one)))(
    'by %s is understood as over Chat Completions',
    async (...one) => {
      const own = await startProvider();
      try {
        await expectUnderstood(own, one);
      } finally {
        await own.close();
      }
    },
  );

  // Last: the libraries are loaded by now, and loading them may take longer than the timeout.
  it.each(cases.filter(isSilent))('by %s is understood as over Chat Completions', (...one) =>
    expectUnderstood(provider, one),
  );
});

describe('a response in any framing', () => {
  const toolCalls = [
    { id: 'call_a', name: 'weather', arguments: '{"city":"Zürich"}' },
    { id: 'call_b', name: 'clock', arguments: '{"zone":"CET"}' },
  ];

  it.each(Object.entries(framings))(
    '%s has its reasoning, text and calls',
    async (_name, framing) => {
      provider.next({
        kind: 'text',
        text: 'Grüße, 世界! 👩‍👩‍👧',
        reasoning: 'Ach so.',
        toolCalls,
        framing,
      });
      const answer = await hearResponse(connectionTo(provider.baseUrl));
      expect(answer.reasoning).toBe('Ach so.');
      expect(answer.text).toBe('Grüße, 世界! 👩‍👩‍👧');
      expect(answer.calls).toEqual(toolCalls.map(({ id, ...call }) => ({ callId: id, ...call })));
      expect(answer.usage).not.toBeNull();
      expect(answer.end).toEqual({ kind: 'finished', finishReason: 'tool_calls' });
    },
  );
});
