import { describe, expect, it } from 'vitest';
import { elicit, askingServer } from './rig.ts';

describe('a URL', () => {
  const url = (address: string, elicitationId = 'e1'): object =>
    elicit({ mode: 'url', message: 'Please sign in', url: address, elicitationId });

  it('opens only when the person says so, and stays until the server is done', async () => {
    const s = await askingServer();
    const response = s.ask(url('https://example.com/sign-in?a=1'));
    const [request] = await s.waiting(1);
    expect(request?.wish).toEqual({
      kind: 'url',
      message: 'Please sign in',
      url: 'https://example.com/sign-in?a=1',
    });
    expect(s.opened).toEqual([]);
    await s.answer({ kind: 'open' });
    expect(s.opened).toEqual(['https://example.com/sign-in?a=1']);
    expect(await response).toEqual({ action: 'accept' });
    const [after] = await s.waiting(1);
    expect(after?.wish).toEqual({
      kind: 'opened',
      url: 'https://example.com/sign-in?a=1',
      isAwaited: false,
    });
    expect(s.notified).toHaveLength(1);
    await s.call('complete', { elicitationId: 'other' });
    expect(s.desk.requests()).toHaveLength(1);
    await s.call('complete', { elicitationId: 'e1' });
    await s.waiting(0);
  });

  describe('that has to be opened before a call', () => {
    const page = { url: 'https://example.com/sign-in', elicitationId: 'e2' };

    it('is opened, and the call is made once more when the server is done', async () => {
      const s = await askingServer();
      const result = s.call('gated', page, { conversationId: 'talk' });
      const [request] = await s.waiting(1);
      expect(request).toMatchObject({ conversationId: 'talk', wish: { kind: 'url' } });
      await s.answer({ kind: 'open' });
      const [opened] = await s.untilShown(([first]) => first?.wish.kind === 'opened');
      expect(opened?.wish).toMatchObject({ isAwaited: true });
      await s.call('complete', { elicitationId: 'e2' });
      expect(await result).toBe('in');
      expect(s.desk.requests()).toEqual([]);
    });

    it('lets the person go on, or give up', async () => {
      const s = await askingServer();
      const shut = { ...page, staysShut: true };
      const givenUp = s.call('gated', shut);
      await s.answer({ kind: 'open' });
      await s.untilShown(([first]) => first?.wish.kind === 'opened');
      await s.answer({ kind: 'close' });
      await expect(givenUp).rejects.toThrow('wants a page opened');
      const declined = s.call('gated', shut);
      await s.answer({ kind: 'decline' });
      await expect(declined).rejects.toThrow('wants a page opened');
      const result = s.call('gated', page);
      await s.answer({ kind: 'open' });
      await s.untilShown(([first]) => first?.wish.kind === 'opened');
      await s.answer({ kind: 'allow' });
      expect(await result).toBe('in');
    });

    it('is not asked for if there are more than three', async () => {
      const s = await askingServer();
      await expect(s.call('gated', { ...page, pages: 4 })).rejects.toThrow('wants a page opened');
      expect(s.notified).toEqual([]);
    });

    it('is not asked for twice, nor for an address that may not be opened', async () => {
      const s = await askingServer();
      const again = s.call('gated', { ...page, staysShut: true });
      await s.answer({ kind: 'open' });
      await s.untilShown(([first]) => first?.wish.kind === 'opened');
      await s.answer({ kind: 'allow' });
      await expect(again).rejects.toThrow('wants a page opened');
      const bad = s.call('gated', { ...page, staysShut: true, url: 'http://example.com/' });
      await expect(bad).rejects.toThrow('wants a page opened');
      expect(s.desk.requests()).toEqual([]);
    });

    it('is cancelled with its call', async () => {
      const s = await askingServer();
      const stop = new AbortController();
      const result = s.call('gated', page, { signal: stop.signal });
      await s.waiting(1);
      stop.abort(new Error('Stopped'));
      await expect(result).rejects.toThrow('Stopped');
      await s.waiting(0);
    });
  });

  it('that cannot be opened keeps waiting', async () => {
    const s = await askingServer({ openUrl: () => Promise.reject(new Error('No browser')) });
    const response = s.ask(url('https://example.com/'));
    await s.waiting(1);
    await expect(s.answer({ kind: 'open' })).rejects.toThrow('No browser');
    await s.answer({ kind: 'decline' });
    expect(await response).toEqual({ action: 'decline' });
  });

  it.each([
    ['without encryption', 'http://example.com/'],
    ['that hides its host behind a name', 'https://bank.example@evil.example/'],
    ['of a file', 'file:///etc/passwd'],
    ['that is a script', 'javascript:alert(1)'],
    ['that is too long', `https://example.com/${'x'.repeat(5000)}`],
  ])('%s is declined unseen', async (_what, address) => {
    const s = await askingServer();
    expect(await s.ask(url(address))).toEqual({ action: 'decline' });
    expect(s.notified).toEqual([]);
    expect(s.log().join('\n')).toContain('declined without asking: it wanted an address');
  });
});
