import { describe, expect, it } from 'vitest';
import { callContext, noSignal } from '../kit.ts';
import { everything } from '../everything.ts';
import { openSignIn } from './kit.ts';

type Run = Awaited<ReturnType<typeof openSignIn>>;

const add = (run: Run) => run.source.call('add', { a: 1, b: 2 }, callContext());
const three = [{ kind: 'text', text: '3' }];

async function signedIn(options: Parameters<typeof openSignIn>[0] = {}): Promise<Run> {
  const run = await openSignIn(options);
  await run.signIn();
  await run.until('ready');
  return run;
}

const renewals = (run: Run) =>
  run.place.requests('/token').filter(({ body }) => body.includes('grant_type=refresh_token'));

describe('a token that ends', () => {
  it('is renewed in the middle of a call, and the new refresh token is kept', async () => {
    const run = await signedIn();
    for (let count = 1; count <= 3; count += 1) {
      run.place.expire();
      expect((await add(run)).content).toEqual(three);
      expect(renewals(run)).toHaveLength(count);
    }
    expect(renewals(run)[0]?.body).toContain('resource=');
    expect(run.source.state()).toMatchObject({ kind: 'ready' });
  });

  it('is renewed once for calls that run at the same time', async () => {
    const run = await signedIn();
    run.place.expire();
    await Promise.all([add(run), add(run), add(run), add(run)]);
    expect(renewals(run)).toHaveLength(1);
  });

  it('is renewed before it ends', async () => {
    const run = await signedIn({ lifetime: 1 });
    await new Promise((resolve) => {
      setTimeout(resolve, 1000);
    });
    const before = run.place.requests('/mcp').length;
    expect((await add(run)).content).toEqual(three);
    expect(renewals(run).length).toBeGreaterThan(0);
    // No request was refused first.
    expect(run.place.requests('/mcp').length - before).toBe(1);
  });

  it('cannot be renewed any more: the person signs in again', async () => {
    const run = await signedIn();
    run.place.forgetAll();
    await expect(add(run)).rejects.toMatchObject({ error: { code: 'tool_sign_in_ended' } });
    await run.until('sign_in');
    expect(run.view()).toMatchObject({
      kind: 'signed_out',
      error: { code: 'tool_sign_in_ended' },
    });
    await run.step({ kind: 'begin' });
    await run.shown('confirm');
    await run.step({ kind: 'open_browser', client: null });
    await run.until('ready');
    expect((await add(run)).content).toEqual(three);
    // The same registration serves again.
    expect(run.place.requests('/register')).toHaveLength(1);
  });

  it('stays when the place is out of order, and is renewed later', async () => {
    let isBroken = false;
    const run = await signedIn({
      faults: { token: (usual) => (isBroken ? { status: 503 } : usual) },
    });
    isBroken = true;
    run.place.expire();
    await expect(add(run)).rejects.toMatchObject({
      error: { code: 'tool_sign_in_http', retryable: true },
    });
    expect(run.view()).toMatchObject({ kind: 'signed_in' });
    // The scripted place has already ended the refresh token, as one that breaks half-way may.
    expect(renewals(run)).toHaveLength(1);
  });

  it('is refused although it is new: the person is asked, and nothing goes in circles', async () => {
    const run = await openSignIn();
    await run.begin();
    run.place.state.refusesAll = true;
    await run.step({ kind: 'open_browser', client: null });
    await run.until('sign_in');
    await run.shown('signed_out');
    expect(run.view()).toMatchObject({ error: { code: 'tool_sign_in_token_refused' } });
    expect(run.opened).toHaveLength(1);
    expect(renewals(run).length).toBeLessThanOrEqual(1);
  });
});

describe('a call that needs more access', () => {
  it('says so, and works after the person has agreed', async () => {
    const run = await signedIn();
    run.place.state.needs = ['files.write'];
    await expect(add(run)).rejects.toMatchObject({
      error: { code: 'tool_server_wants_scope', params: { scope: 'files.write' } },
    });
    expect(run.source.state()).toMatchObject({ kind: 'ready' });
    expect(run.view()).toMatchObject({ kind: 'signed_in', wanted: ['files.write'] });
    expect(run.opened).toHaveLength(1);
    await run.step({ kind: 'begin' });
    const { scopes } = await run.shown('confirm');
    expect(scopes).toEqual(['files.read', 'offline_access', 'files.write']);
    await run.step({ kind: 'open_browser', client: null });
    expect(await run.shown('signed_in')).toMatchObject({ scopes, wanted: null });
    expect((await add(run)).content).toEqual(three);
  });

  it('is refused for good if that did not help', async () => {
    const grants = (asked: string): string => asked.replace(' files.admin', '');
    const run = await signedIn({ faults: { grants } });
    run.place.state.needs = ['files.admin'];
    await expect(add(run)).rejects.toMatchObject({ error: { code: 'tool_server_wants_scope' } });
    await run.step({ kind: 'begin' });
    await run.shown('confirm');
    await run.step({ kind: 'open_browser', client: null });
    await run.shown('signed_in');
    await expect(add(run)).rejects.toMatchObject({ error: { code: 'tool_server_scope_refused' } });
    expect(run.view()).toMatchObject({ kind: 'signed_in', wanted: null });
    expect(run.opened).toHaveLength(2);
  });

  it('may be the first one: the server waits', async () => {
    const run = await openSignIn({ needs: ['files.write'] });
    await run.signIn();
    await run.until('sign_in');
    expect(run.view()).toMatchObject({ kind: 'signed_in', wanted: ['files.write'] });
    await run.step({ kind: 'begin' });
    await run.shown('confirm');
    await run.step({ kind: 'open_browser', client: null });
    await run.until('ready');
  });
});

describe('signing out', () => {
  it('ends the tokens there, forgets them, and the server wants a sign-in again', async () => {
    const run = await signedIn();
    await run.step({ kind: 'sign_out' });
    await run.until('sign_in');
    expect(run.view()).toEqual({ kind: 'signed_out', error: null });
    const revoked = run.place.requests('/revoke').map(({ body }) => new URLSearchParams(body));
    expect(revoked.map((each) => each.get('token_type_hint'))).toEqual([
      'refresh_token',
      'access_token',
    ]);
    expect(run.vault.text).not.toContain('canary-');
  });

  it('forgets them even if the place is gone', async () => {
    const run = await signedIn({
      faults: { instead: ({ path }) => (path === '/revoke' ? 'never' : null) },
    });
    await run.step({ kind: 'sign_out' });
    await run.shown('signed_out');
    expect(run.vault.text).not.toContain('canary-');
  });

  it('is part of removing the server', async () => {
    const run = await signedIn();
    await run.servers.remove(run.server.id);
    expect(run.place.requests('/revoke')).toHaveLength(2);
  });
});

describe('tokens', () => {
  it('are not used at another address of the same server', async () => {
    const run = await signedIn();
    const url = `${run.place.url}?other`;
    await run.servers.apply({ ...run.server, transport: { kind: 'http', url } }, false);
    await run.source.tools(noSignal);
    expect(run.source.state()).toEqual({ kind: 'sign_in' });
    expect(run.view()).toEqual({ kind: 'signed_out', error: null });
    const last = run.place.requests('/mcp').at(-1);
    expect(last?.headers.authorization).toBeUndefined();
  });

  it.each(['streamableHttp', 'sse'] as const)('serve a real server over %s', async (kind) => {
    const { url } = await everything(kind);
    const run = await openSignIn({
      upstream: new URL(url).origin,
      path: new URL(url).pathname,
      faults: {
        resource: (usual) => ({
          ...usual,
          resource: String(usual['resource']).replace(/\/mcp$/, ''),
        }),
      },
    });
    await run.signIn();
    await run.until('ready');
    const echo = () => run.source.call('echo', { message: 'hello' }, callContext());
    expect((await echo()).content).toEqual([{ kind: 'text', text: 'Echo: hello' }]);
    run.place.expire();
    expect((await echo()).content).toEqual([{ kind: 'text', text: 'Echo: hello' }]);
    run.place.state.needs = ['files.write'];
    await expect(echo()).rejects.toMatchObject({ error: { code: 'tool_server_wants_scope' } });
    run.place.state.needs = [];
    run.place.forgetAll();
    await expect(echo()).rejects.toMatchObject({ error: { code: 'tool_sign_in_ended' } });
    await run.source.tools(noSignal);
    expect(run.source.state()).toEqual({ kind: 'sign_in' });
  });
});
