import { describe, expect, it } from 'vitest';
import { askingServer } from './rig.ts';

const model = {
  model: 'small',
  provider: 'Home',
  ask: () => Promise.resolve({ text: 'A seal', isCut: false, usage: null }),
};

describe.each(['modern', 'modern_http'] as const)('a server of the newest era: %s', (kind) => {
  it('asks within its own call, even while others run', async () => {
    const s = await askingServer({}, {}, kind);
    const one = s.call('ask', {}, { conversationId: 'one' });
    await s.waiting(1);
    const two = s.call('ask', {}, { conversationId: 'two' });
    const requests = await s.waiting(2);
    expect(requests.map(({ conversationId }) => conversationId)).toEqual(['one', 'two']);
    await s.answer({ kind: 'send', values: { name: 'Ada' } });
    expect(await one).toBe('You are Ada');
    await s.answer({ kind: 'send', values: { name: 'Bob' } });
    expect(await two).toBe('You are Bob');
  });

  it('has its request cancelled when its call is stopped, and no other', async () => {
    const s = await askingServer({}, {}, kind);
    const stop = new AbortController();
    const one = s.call('ask', {}, { conversationId: 'one', signal: stop.signal });
    await s.waiting(1);
    const two = s.call('ask', {}, { conversationId: 'two' });
    await s.waiting(2);
    stop.abort(new Error('Stopped'));
    await expect(one).rejects.toThrow('Stopped');
    const [left] = await s.waiting(1);
    expect(left?.conversationId).toBe('two');
    await s.answer({ kind: 'send', values: { name: 'Bob' } });
    expect(await two).toBe('You are Bob');
  });

  it('has a page opened, which it never reports as done', async () => {
    const s = await askingServer({}, {}, kind);
    const result = s.call('visit', {});
    await s.waiting(1);
    await s.answer({ kind: 'open' });
    expect(JSON.parse(await result)).toMatchObject({ action: 'accept' });
    expect(s.opened).toEqual(['https://example.com/sign-in']);
    expect(s.desk.requests()).toEqual([]);
  });

  it('asks the model', async () => {
    const settings = { allowsSampling: true };
    const s = await askingServer({ chooseModel: () => Promise.resolve(model) }, settings, kind);
    const result = s.call('consult', {});
    await s.waiting(1);
    await s.answer({ kind: 'allow' });
    await s.untilShown(
      ([first]) => first?.wish.kind === 'sampling' && first.wish.state.kind === 'answered',
    );
    await s.answer({ kind: 'send_back' });
    expect(JSON.parse(await result)).toMatchObject({
      model: 'small',
      content: { type: 'text', text: 'A seal' },
    });
  });
});
