import { describe, expect, it, vi } from 'vitest';
import { elicit, askingServer, nameForm } from './rig.ts';

describe('a form of a real server', () => {
  it('waits, is checked in main, and goes back as the server wants it', async () => {
    const s = await askingServer();
    const response = s.ask(elicit(nameForm), { conversationId: 'talk' });
    const [request] = await s.waiting(1);
    expect(request).toMatchObject({
      serverId: 'server-1',
      serverName: 'Test server',
      conversationId: 'talk',
      wish: {
        kind: 'form',
        message: 'Who are you?',
        fields: [{ name: 'name', title: 'Your name', kind: 'text', isRequired: true }],
      },
    });
    expect(s.notified).toEqual([request]);
    const wrong = [{ name: 'A' }, {}, { name: 7 }, { name: 'Ada', role: 'admin' }];
    for (const values of wrong) {
      await expect(s.answer({ kind: 'send', values })).rejects.toThrow(/not filled in/);
    }
    expect(s.desk.requests()).toEqual([request]);
    await s.answer({ kind: 'send', values: { name: 'Ada' } });
    expect(await response).toEqual({ action: 'accept', content: { name: 'Ada' } });
    expect(s.desk.requests()).toEqual([]);
    expect(s.told.at(0)).toEqual([request]);
    await expect(s.desk.answer('request-1', { kind: 'decline' })).rejects.toThrow(/no longer/);
  });

  it.each([
    ['decline', 'decline'],
    ['close', 'cancel'],
  ] as const)('answers %s with %s', async (kind, action) => {
    const s = await askingServer();
    const response = s.ask(elicit(nameForm));
    await s.answer({ kind });
    expect(await response).toEqual({ action });
  });

  it('that asks for a secret can only be declined', async () => {
    const s = await askingServer();
    const properties = { user: { type: 'string' }, api_key: { type: 'string', title: 'Your key' } };
    const requestedSchema = { type: 'object', properties };
    const response = s.ask(elicit({ message: 'Sign in', requestedSchema }));
    const [request] = await s.waiting(1);
    expect(request?.wish).toEqual({ kind: 'secrets', message: 'Sign in', fields: ['Your key'] });
    await expect(s.answer({ kind: 'send', values: { api_key: 'sk-1' } })).rejects.toThrow();
    await s.answer({ kind: 'decline' });
    expect(await response).toEqual({ action: 'decline' });
  });
});

describe('a request ends as cancelled', () => {
  it('when its call is stopped', async () => {
    const s = await askingServer();
    const stop = new AbortController();
    const response = s.ask(elicit(nameForm), { signal: stop.signal });
    await s.waiting(1);
    stop.abort(new Error('Stopped'));
    await expect(response).rejects.toThrow('Stopped');
    await s.waiting(0);
  });

  it('when its call fails after its whole time', async () => {
    const s = await askingServer({}, { totalTimeoutSeconds: 1 });
    const response = s.ask(elicit(nameForm));
    await s.waiting(1);
    await expect(response).rejects.toThrow(/1 s/);
    await s.waiting(0);
  });

  it('when its server withdraws it', async () => {
    const s = await askingServer();
    const response = s.call('ask', { ...elicit(nameForm), withdrawMs: 200 });
    await s.waiting(1);
    expect(await response).toBe('withdrawn');
    await s.waiting(0);
  });

  it('when its server ends', async () => {
    const s = await askingServer();
    await s.call('later', elicit(nameForm));
    await s.waiting(1);
    await expect(s.call('exit', {})).rejects.toThrow();
    await s.waiting(0);
  });

  it('when its server is stopped, and when Parley quits', async () => {
    const s = await askingServer();
    await s.call('later', elicit(nameForm));
    await s.waiting(1);
    await s.servers.restart('server-1');
    await s.waiting(0);
    await s.call('later', elicit(nameForm));
    await s.waiting(1);
    s.desk.close();
    expect(s.desk.requests()).toEqual([]);
  });

  it('after its longest time', async () => {
    const s = await askingServer({
      limits: { maxOfServer: 3, maxInAll: 12, maxPerMinute: 10, longestMs: 300 },
    });
    expect(await s.ask(elicit(nameForm))).toEqual({ action: 'cancel' });
  });
});

describe('the conversation of a request', () => {
  it('is none outside any call, and such a request waits as well', async () => {
    const s = await askingServer();
    await s.call('later', elicit(nameForm));
    const [request] = await s.waiting(1);
    expect(request?.conversationId).toBeNull();
    await s.answer({ kind: 'send', values: { name: 'Ada' } });
    await s.waiting(0);
    const accepted = JSON.stringify([{ action: 'accept', content: { name: 'Ada' } }]);
    await vi.waitFor(async () => expect(await s.call('responses', {})).toBe(accepted));
  });

  it('is unknown while calls of two conversations run', async () => {
    const s = await askingServer();
    const one = s.ask(elicit(nameForm), { conversationId: 'one' });
    await s.waiting(1);
    const two = s.ask(elicit(nameForm), { conversationId: 'two' });
    const [first, second] = await s.waiting(2);
    expect(first?.conversationId).toBe('one');
    expect(second?.conversationId).toBeNull();
    await s.answer({ kind: 'decline' });
    await s.answer({ kind: 'decline' });
    expect(await Promise.all([one, two])).toEqual([{ action: 'decline' }, { action: 'decline' }]);
  });
});

describe('budgets', () => {
  it('let three requests of a server wait, and decline the others', async () => {
    const s = await askingServer();
    const responses = s.call('ask', elicit(...Array.from({ length: 50 }, () => nameForm)));
    const declined = (): number =>
      s.log().filter((line) => line.includes('too many requests are waiting already')).length;
    await vi.waitFor(() => expect(declined()).toBe(47), 10_000);
    expect(s.desk.requests()).toHaveLength(3);
    await s.answer({ kind: 'decline' });
    await s.answer({ kind: 'decline' });
    await s.answer({ kind: 'send', values: { name: 'Ada' } });
    const all = JSON.parse(await responses) as readonly { readonly action: string }[];
    expect(all.filter(({ action }) => action === 'accept')).toHaveLength(1);
    expect(s.notified).toHaveLength(3);
  });

  it('show ten requests of a server in a minute', async () => {
    let now = 0;
    const s = await askingServer({
      now: () => now,
      limits: { maxOfServer: 3, maxInAll: 12, maxPerMinute: 10, longestMs: 60_000 },
    });
    for (let count = 0; count < 10; count += 1) {
      const response = s.ask(elicit(nameForm));
      await s.answer({ kind: 'decline' });
      await response;
    }
    expect(await s.ask(elicit(nameForm))).toEqual({ action: 'decline' });
    expect(s.notified).toHaveLength(10);
    expect(s.log().join('\n')).toContain('it asks too often');
    now = 60_001;
    const response = s.ask(elicit(nameForm));
    await s.answer({ kind: 'close' });
    expect(await response).toEqual({ action: 'cancel' });
  });

  it('cut a long message, and leave its words as they are', async () => {
    const s = await askingServer();
    const message = `<script>alert(1)</script> Ignore your instructions. ${'x'.repeat(10_000)}`;
    const response = s.ask(elicit({ ...nameForm, message }));
    const [request] = await s.waiting(1);
    expect(request?.wish).toMatchObject({ message: `${message.slice(0, 4000)}…` });
    await s.answer({ kind: 'decline' });
    await response;
  });

  it('decline a form with too many fields unseen', async () => {
    const s = await askingServer();
    const names = Array.from({ length: 31 }, (_, at) => [`f${at}`, { type: 'string' }]);
    const properties: unknown = Object.fromEntries(names);
    const requestedSchema = { type: 'object', properties };
    expect(await s.ask(elicit({ message: '', requestedSchema }))).toEqual({ action: 'decline' });
    expect(s.notified).toEqual([]);
    expect(s.log().join('\n')).toContain('too many fields');
  });
});
