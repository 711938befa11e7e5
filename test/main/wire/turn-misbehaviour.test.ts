import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behaviour, Step } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { isInterruption } from '../../../src/main/wire/refusals/errors.ts';
import { misbehaviours, stream } from './misbehaviours.ts';
import { expectPlain } from './plain.ts';
import { connectionTo, hear, terminals, type Heard } from './support.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

async function play(behaviour: Behaviour, idleTimeoutMs = 5000): Promise<Heard> {
  provider.next(behaviour);
  const answer = await hear(connectionTo(provider.baseUrl), { idleTimeoutMs });
  expect(terminals(answer.steps)).toBe(1);
  expectPlain(answer.error());
  return answer;
}

describe('a server that misbehaves', () => {
  it.each(misbehaviours)('by $name gets one clear message', async (one) => {
    const answer = await play(one.behaviour);
    const error = answer.error();
    expect(answer.text).toBe(one.text ?? '');
    expect(error).toMatchObject({ kind: one.kind, action: one.action });
    expect(sentenceOf(error)).toMatch(one.says);
    if (one.detail !== undefined) expect(error.detail).toMatch(one.detail);
    expect(isInterruption(error)).toBe(one.kind === 'network' && one.action === 'continue');
  });

  it('is asked again by the SDK when it hangs up before the first chunk', async () => {
    const before = provider.requestsOf('stream').length;
    provider.next({ kind: 'hang-up' });
    provider.next({ kind: 'text', text: 'Second try.' });
    const answer = await hear(connectionTo(provider.baseUrl));
    expect(answer.text).toBe('Second try.');
    expect(provider.requestsOf('stream').length - before).toBe(2);
  });

  it('is not asked again after the first chunk', async () => {
    const before = provider.requestsOf('stream').length;
    await play(stream((make) => [make.text('Half'), { kind: 'end', how: 'reset' }]));
    expect(provider.requestsOf('stream').length - before).toBe(1);
  });
});

describe('a server that goes silent', () => {
  it('before its headers', async () => {
    const before = provider.requestsOf('stream').length;
    const answer = await play({ kind: 'silence' }, 120);
    expect(answer.error()).toMatchObject({ kind: 'timeout', action: 'retry', retryable: true });
    await provider.aborted(before + 1);
  });

  it('in mid-stream: the text is kept and the connection is closed', async () => {
    const before = provider.requestsOf('stream').length;
    const answer = await play(
      stream((make) => [make.text('So far'), { kind: 'silence' }]),
      120,
    );
    expect(answer.text).toBe('So far');
    expect(answer.error()).toMatchObject({ kind: 'timeout', action: 'continue' });
    await provider.aborted(before + 1);
  });

  it('lives as long as it sends anything, even comments', async () => {
    const heartbeat: Step = { kind: 'bytes', bytes: ': thinking\n\n' };
    const beats = Array.from({ length: 8 }, (): Step[] => [heartbeat, { kind: 'pause', ms: 60 }]);
    provider.next(
      stream((make) => [
        ...beats.flat(),
        make.text('At last'),
        { kind: 'chunk', chunk: make.chunk({}, 'stop') },
      ]),
    );
    const answer = await hear(connectionTo(provider.baseUrl), { idleTimeoutMs: 300 });
    expect(answer.text).toBe('At last');
    expect(answer.end?.kind).toBe('finished');
  });

  it('after the finish reason: the answer is complete', async () => {
    provider.next(
      stream((make) => [
        make.text('All'),
        { kind: 'chunk', chunk: make.chunk({}, 'stop') },
        { kind: 'silence' },
      ]),
    );
    const before = provider.requestsOf('stream').length;
    // Far longer than a test may take, so the end did not wait for the idle timeout.
    const answer = await hear(connectionTo(provider.baseUrl), { idleTimeoutMs: 3_600_000 });
    expect(answer.end).toEqual({ kind: 'finished', finishReason: 'stop' });
    await provider.aborted(before + 1);
  });
});
