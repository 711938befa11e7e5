import { describe, expect, it } from 'vitest';
import { callContext, noSignal } from '../kit.ts';
import { openSignIn } from './kit.ts';

describe('signing in to a server', () => {
  it('shows where, opens the browser once the person agrees, and connects by itself', async () => {
    const run = await openSignIn();
    const confirm = await run.begin();
    expect(run.source.state()).toEqual({ kind: 'sign_in' });
    expect(confirm).toMatchObject({
      host: new URL(run.place.issuer).host,
      scopes: ['files.read', 'offline_access'],
      client: { id: '', mayRegister: true },
      error: null,
    });
    expect(run.opened).toEqual([]);
    await run.step({ kind: 'open_browser', client: null });
    const view = await run.shown('signed_in');
    expect(view).toMatchObject({ scopes: ['files.read', 'offline_access'], wanted: null });
    await run.until('ready');
    const { content } = await run.source.call('add', { a: 1, b: 2 }, callContext());
    expect(content).toEqual([{ kind: 'text', text: '3' }]);
    const page = await run.pages[0];
    expect(page?.text).toContain('You are signed in');

    const [authorize] = run.opened.map((url) => new URL(url).searchParams);
    expect(authorize?.get('code_challenge_method')).toBe('S256');
    expect(authorize?.get('resource')).toBe(run.place.url);
    expect(authorize?.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{20,}$/);
    const registered: unknown = JSON.parse(run.place.requests('/register')[0]?.body ?? '');
    expect(registered).toMatchObject({ application_type: 'native', response_types: ['code'] });
    expect(run.reported).toEqual([]);
    const said = run.servers.log(run.server.id).map(({ text }) => text);
    expect(said).toContain('You signed in.');
    for (const secret of run.place.secrets) expect(run.visible()).not.toContain(secret);
  });

  it('closes its listener afterwards', async () => {
    const run = await openSignIn();
    await run.signIn();
    await run.pages[0];
    const redirect = new URL(run.opened[0] ?? '').searchParams.get('redirect_uri') ?? '';
    await expect(fetch(redirect)).rejects.toThrow('fetch failed');
  });

  it('is remembered after a restart', async () => {
    const first = await openSignIn();
    await first.signIn();
    await first.servers.close();
    const { place, vault } = first;
    const second = await openSignIn({ place, vault });
    await second.source.tools(noSignal);
    expect(second.source.state()).toMatchObject({ kind: 'ready' });
    expect(second.opened).toEqual([]);
  });
});
