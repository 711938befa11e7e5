import { describe, expect, it } from 'vitest';
import { createMeasure } from '../../../src/main/turns/measure.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { tokensPerSecond } from '../../../src/shared/model/message/details.ts';
import type { MessageDetails } from '../../../src/shared/model/message/details.ts';
import { setUpWithProvider } from './provider-rig.ts';

describe('details of an answer', () => {
  it('keeps the parameters that were sent, the request id and the times', async () => {
    const rig = await setUpWithProvider({ parameters: { temperature: 0.5, maxOutputTokens: 99 } });
    const headers = { 'x-request-id': 'req_1' };
    rig.provider.next({ kind: 'text', text: 'One two three', headers });
    const { details } = await rig.ask('Hello');
    expect(details?.parameters).toEqual({ temperature: 0.5, max_tokens: 99 });
    expect(details?.requestId).toBe('req_1');
    expect(details?.firstTokenMs).toBeGreaterThanOrEqual(0);
    expect(details?.streamingMs).toBeGreaterThanOrEqual(0);
    const settled = rig.events.find(({ name }) => name === 'settled');
    expect(settled?.payload).toMatchObject({ message: { details } });
  });

  it('leaves out a parameter that the server refused, and keeps the id of a refusal', async () => {
    const rig = await setUpWithProvider({ parameters: { temperature: 0.5 } });
    rig.provider.next({
      kind: 'error',
      status: 400,
      message: "Unsupported parameter: 'temperature' is not supported with this model.",
      headers: { 'request-id': 'first' },
    });
    rig.provider.next({ kind: 'error', status: 401, headers: { 'request-id': 'second' } });
    const failed = await rig.ask('Hello');
    expect(failed.status).toBe('failed');
    expect(failed.details).toEqual({ requestId: 'second' });
    expect(rig.provider.requests).toHaveLength(2);
  });

  it('takes the name of the answer where no header names the request, and no other text', async () => {
    const rig = await setUpWithProvider();
    rig.provider.next({ kind: 'text', text: 'Hi', headers: { 'x-request-id': 'two words' } });
    expect((await rig.ask('Hello')).details?.requestId).toMatch(/^chatcmpl/);
  });

  it('keeps what the server charged with the count', async () => {
    const rig = await setUpWithProvider();
    const counts = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    rig.provider.next({
      kind: 'text',
      text: 'Hi',
      usage: 'never',
      extra: { usage: { ...counts, cost: 0.25 } },
    });
    expect((await rig.ask('Hello')).usage).toMatchObject({ completionTokens: 2, costUsd: 0.25 });
  });

  it('counts the time of every request but not the time between them', async () => {
    let now = 1000;
    const measure = createMeasure(undefined, () => now);
    async function* request(waitMs: number, textMs: number): AsyncGenerator<ChatStep> {
      now += waitMs;
      yield { kind: 'reasoning', text: 'Hm' };
      now += textMs;
      yield { kind: 'finished', finishReason: 'tool_calls' };
    }
    for await (const _ of measure.watch(() => request(300, 200)));
    now += 10_000;
    for await (const _ of measure.watch(() => request(50, 100)));
    expect(measure.details()).toEqual({ firstTokenMs: 300, streamingMs: 300 });
  });

  it('keeps only plain values of very long parameters', async () => {
    const measure = createMeasure(undefined);
    const parameters = { temperature: 1, logit_bias: { text: 'x'.repeat(20_000) } };
    const asked = measure.watch((onSent) => {
      onSent({ parameters, tools: [] });
      return (async function* nothing(): AsyncGenerator<ChatStep> {})();
    });
    for await (const _ of asked);
    expect(measure.details()).toEqual({ parameters: { temperature: 1 } });
  });

  it('tells no speed of an answer in one piece, nor counts reasoning that nobody saw', () => {
    const message = (details: MessageDetails, reasoningTokens: number) =>
      ({
        id: '',
        parentId: null,
        role: 'assistant',
        status: 'complete',
        createdAt: '',
        parts: [{ kind: 'text', text: 'Hi' }],
        usage: { promptTokens: 1, completionTokens: 100, totalTokens: 101, reasoningTokens },
        details,
      }) as const;
    expect(tokensPerSecond(message({ streamingMs: 40 }, 0))).toBeNull();
    expect(tokensPerSecond(message({ streamingMs: 2000 }, 0))).toBe(50);
    expect(tokensPerSecond(message({ streamingMs: 2000 }, 80))).toBe(10);
  });
});
