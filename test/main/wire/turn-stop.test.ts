import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { runTurn } from '../../../src/main/wire/chat-completions/turn.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { connectionTo, hear, heard } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

describe('stop', () => {
  it('ends with stopped, keeps the text, and the server sees the connection close', async () => {
    const before = provider.requestsOf('stream').length;
    const live = provider.live();
    const stopper = new AbortController();
    void live.write('So far');
    const steps: ChatStep[] = [];
    for await (const step of runTurn({
      connection: connectionTo(provider.baseUrl),
      model: 'm',
      messages: [{ role: 'user', content: 'Hello?' }],
      signal: stopper.signal,
      idleTimeoutMs: 10_000,
    })) {
      steps.push(step);
      stopper.abort();
    }
    expect(steps).toEqual([{ kind: 'delta', text: 'So far' }, { kind: 'stopped' }]);
    await provider.aborted(before + 1);
  });

  it('works before the answer begins', async () => {
    const before = provider.requestsOf('stream').length;
    provider.next({ kind: 'silence' });
    const stopper = new AbortController();
    const running = hear(connectionTo(provider.baseUrl), { signal: stopper.signal });
    await provider.waitForRequest(before + 1);
    stopper.abort();
    expect((await running).steps).toEqual([{ kind: 'stopped' }]);
    await provider.aborted(before + 1);
  });

  it('works before the request leaves', async () => {
    const before = provider.requests.length;
    const answer = await hear(connectionTo(provider.baseUrl), { signal: AbortSignal.abort() });
    expect(answer.steps).toEqual([{ kind: 'stopped' }]);
    expect(provider.requests.length).toBe(before);
  });

  it('works while the SDK waits to try again', async () => {
    const own = await startProvider({ behaviour: { kind: 'error', status: 503 } });
    const stopper = new AbortController();
    const running = hear(connectionTo(own.baseUrl), { signal: stopper.signal });
    await own.ended(await own.waitForRequest(1));
    stopper.abort();
    expect((await running).end).toEqual({ kind: 'stopped' });
    await own.close();
  });

  it('closes the connection when the consumer leaves early', async () => {
    const before = provider.requestsOf('stream').length;
    const live = provider.live();
    void live.write('One');
    for await (const step of runTurn({
      connection: connectionTo(provider.baseUrl),
      model: 'm',
      messages: [{ role: 'user', content: 'Hello?' }],
      signal: new AbortController().signal,
      idleTimeoutMs: 10_000,
    })) {
      expect(heard([step]).text).toBe('One');
      break;
    }
    await provider.aborted(before + 1);
  });
});
