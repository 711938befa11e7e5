import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../../../src/shared/words/error-words.ts';
import { openSignIn, browse } from './kit.ts';
import type { Answer } from './answers.ts';
import type { Faults } from './place.ts';

const page: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hi' };
const placePath = '/.well-known/oauth-authorization-server';

/** Answers one path in this way. */
const at = (path: string, answer: Answer | 'never' | 'endless'): Faults => ({
  instead: (seen) => (seen.path === path ? answer : null),
});
const redirect = (status: number, location: string): Answer => ({ status, headers: { location } });
const placeWith = (rest: Record<string, unknown>): Faults => ({
  place: (usual) => ({ ...usual, ...rest }),
});
const sentTo = (change: (parameters: URLSearchParams) => void): Faults => ({
  redirect: (url) => change(url.searchParams),
});

const cases: readonly (readonly [string, Faults, string])[] = [
  [
    'describes another server',
    { resource: (usual) => ({ ...usual, resource: 'https://other.example/mcp' }) },
    'tool_sign_in_other_resource',
  ],
  [
    'names a description without encryption',
    { challenge: () => 'Bearer resource_metadata="http://93.184.216.34/meta"' },
    'tool_sign_in_insecure',
  ],
  [
    'names a script as its description',
    { challenge: () => 'Bearer resource_metadata="javascript:alert(1)"' },
    'tool_sign_in_nowhere',
  ],
  [
    'describes itself by a page',
    at('/.well-known/oauth-protected-resource/mcp', page),
    'tool_sign_in_unreadable',
  ],
  [
    'describes itself without an end',
    at('/.well-known/oauth-protected-resource/mcp', 'endless'),
    'tool_sign_in_too_large',
  ],
  ['is described by a page', at(placePath, page), 'tool_sign_in_unreadable'],
  ['is described without an end', at(placePath, 'endless'), 'tool_sign_in_too_large'],
  ['is never described', at(placePath, 'never'), 'tool_sign_in_silent'],
  ['has no description', at(placePath, { status: 404 }), 'tool_sign_in_nowhere'],
  ['cannot describe itself', at(placePath, { status: 503 }), 'tool_sign_in_http'],
  [
    'is described elsewhere',
    at(placePath, redirect(302, 'https://evil.example/meta')),
    'tool_sign_in_redirected',
  ],
  ['leads in circles', at(placePath, redirect(302, placePath)), 'tool_sign_in_redirected'],
  ['names another issuer', placeWith({ issuer: 'https://evil.example' }), 'tool_sign_in_mixed_up'],
  [
    'does not announce PKCE',
    { place: ({ code_challenge_methods_supported: _gone, ...rest }) => rest },
    'tool_sign_in_no_pkce',
  ],
  [
    'knows only plain PKCE',
    placeWith({ code_challenge_methods_supported: ['plain'] }),
    'tool_sign_in_no_pkce',
  ],
  [
    'issues no codes',
    placeWith({ response_types_supported: ['token'] }),
    'tool_sign_in_unsupported',
  ],
  [
    'signs in without encryption',
    placeWith({ authorization_endpoint: 'http://93.184.216.34/a' }),
    'tool_sign_in_insecure',
  ],
  [
    'issues tokens without encryption',
    placeWith({ token_endpoint: 'http://10.0.0.1/t' }),
    'tool_sign_in_insecure',
  ],
  [
    'signs in by a script',
    placeWith({ authorization_endpoint: 'javascript:alert(1)' }),
    'tool_sign_in_unreadable',
  ],
  [
    'hides its host behind a name',
    placeWith({ authorization_endpoint: 'https://accounts.example@evil.example/' }),
    'tool_sign_in_unreadable',
  ],
  [
    'does not register Parley',
    {
      registration: () => ({
        status: 403,
        body: { error: 'access_denied', error_description: 'Only for partners' },
      }),
    },
    'tool_sign_in_registration',
  ],
  ['registers by a page', { registration: () => page }, 'tool_sign_in_unreadable'],
  [
    'passes a registration on',
    { registration: () => redirect(307, 'https://evil.example/register') },
    'tool_sign_in_redirected',
  ],
  [
    'drops the issuer that it promised',
    sentTo((each) => each.delete('iss')),
    'tool_sign_in_mixed_up',
  ],
  [
    'answers for another issuer',
    sentTo((each) => each.set('iss', 'https://evil.example')),
    'tool_sign_in_mixed_up',
  ],
  [
    'declines',
    sentTo((each) => {
      each.delete('code');
      each.set('error', 'access_denied');
    }),
    'tool_sign_in_declined',
  ],
  [
    'refuses',
    sentTo((each) => {
      each.delete('code');
      each.set('error', 'invalid_scope');
    }),
    'tool_sign_in_refused',
  ],
  ['loses the state', sentTo((each) => each.delete('state')), 'tool_sign_in_stray'],
  ['changes the state', sentTo((each) => each.set('state', 'another')), 'tool_sign_in_stray'],
  ['sends two states', sentTo((each) => each.append('state', 'another')), 'tool_sign_in_stray'],
  ['changes the code', sentTo((each) => each.set('code', 'another')), 'tool_sign_in_refused'],
  [
    'refuses the code',
    { token: () => ({ status: 400, body: { error: 'invalid_grant' } }) },
    'tool_sign_in_refused',
  ],
  [
    'refuses the client',
    { token: () => ({ status: 401, body: { error: 'invalid_client' } }) },
    'tool_sign_in_client_refused',
  ],
  [
    'breaks at the token',
    { token: () => ({ status: 500, body: 'stack trace' }) },
    'tool_sign_in_http',
  ],
  ['has too much to do', { token: () => ({ status: 429 }) }, 'tool_sign_in_http'],
  ['gives a page for a token', { token: () => page }, 'tool_sign_in_unreadable'],
  ['refuses with a page', { token: () => ({ ...page, status: 400 }) }, 'tool_sign_in_unreadable'],
  [
    'gives no token',
    { token: () => ({ status: 200, body: { token_type: 'bearer' } }) },
    'tool_sign_in_unreadable',
  ],
  [
    'gives a token of another kind',
    { token: () => ({ status: 200, body: { access_token: 'a', token_type: 'mac' } }) },
    'tool_sign_in_token_kind',
  ],
  [
    'gives a token with a line break',
    { token: () => ({ status: 200, body: { access_token: 'a\r\nb', token_type: 'bearer' } }) },
    'tool_sign_in_token_kind',
  ],
  [
    'passes the code on',
    { token: () => redirect(307, 'https://evil.example/token') },
    'tool_sign_in_redirected',
  ],
  ['never gives a token', at('/token', 'never'), 'tool_sign_in_silent'],
  ['gives a token without an end', at('/token', 'endless'), 'tool_sign_in_too_large'],
];

describe('a place to sign in that', () => {
  it.each(cases)('%s', async (_what, faults, code) => {
    // Only what never comes is not awaited as long as by a person.
    const isSilent = code === 'tool_sign_in_silent';
    const isStray = code === 'tool_sign_in_stray';
    const run = await openSignIn({
      faults,
      ...(isStray ? { browserMs: 1500 } : {}),
      ...(isSilent ? { deadlineMs: 1000 } : {}),
    });
    expect(await run.failure()).toBe(code);
    expect(run.source.state()).toEqual({ kind: 'sign_in' });
    const view = run.view();
    const error = view !== null && 'error' in view ? view.error : null;
    // One sentence about what happened, and what to do.
    expect(error === null ? '' : sentenceOf(error)).toMatch(/^\S.+[.,:] .+\.$/);
    for (const secret of run.place.secrets) expect(run.visible()).not.toContain(secret);
    expect(JSON.parse(run.vault.text ?? '{"tokens":null}')).toMatchObject({ tokens: null });
    expect(run.reported).toEqual([]);
    if (code === 'tool_sign_in_mixed_up' || code === 'tool_sign_in_stray') {
      // The code went nowhere.
      expect(run.place.requests('/token')).toEqual([]);
    }
  });

  it('echoes secrets into its errors', async () => {
    const run = await openSignIn({
      faults: {
        token: (_usual, { body }) => ({
          status: 400,
          body: { error: 'invalid_request', error_description: `You sent ${body}` },
        }),
      },
    });
    expect(await run.failure()).toBe('tool_sign_in_refused');
    for (const secret of run.place.secrets) expect(run.visible()).not.toContain(secret);
  });

  it('names a key in the header of Parley, which is not replaced', async () => {
    const fields = [{ name: 'Authorization', value: 'Bearer mine' }];
    const run = await openSignIn({ server: { fields } });
    await run.source.tools(new AbortController().signal);
    expect(run.source.state()).toMatchObject({
      kind: 'stopped',
      error: { code: 'tool_server_header_refused' },
    });
  });
});

describe('a browser that', () => {
  it('never comes back', async () => {
    const run = await openSignIn({ browser: () => undefined, browserMs: 300 });
    expect(await run.failure()).toBe('tool_sign_in_no_answer');
    // The place may have forgotten Parley and shown its own page, so it registers again.
    expect(run.vault.text).toBe(null);
  });

  it('comes back twice, and once from elsewhere', async () => {
    const run = await openSignIn({ browser: () => undefined });
    await run.begin();
    await run.step({ kind: 'open_browser', client: null });
    const { hasStray } = await run.shown('waiting');
    expect(hasStray).toBe(false);
    const authorize = run.opened[0] ?? '';
    const { headers } = await fetch(authorize, { redirect: 'manual' });
    const back = headers.get('location') ?? '';
    const stray = new URL(back);
    stray.searchParams.set('state', 'of an earlier tab');
    expect((await browse(stray.href)).text).toContain('Nothing was used');
    expect(run.view()).toMatchObject({ kind: 'waiting', hasStray: true });
    const [first, second] = await Promise.all([browse(back), browse(back)]);
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
    await run.shown('signed_in');
    expect(run.place.requests('/token')).toHaveLength(1);
  });

  it('is cancelled', async () => {
    const run = await openSignIn({ browser: () => undefined });
    await run.begin();
    await run.step({ kind: 'open_browser', client: null });
    await run.shown('waiting');
    await run.step({ kind: 'cancel' });
    expect(await run.shown('signed_out')).toEqual({ kind: 'signed_out', error: null });
    const redirect = new URL(run.opened[0] ?? '').searchParams.get('redirect_uri') ?? '';
    await expect(fetch(redirect)).rejects.toThrow('fetch failed');
  });

  it('shares its machine with a port scanner', async () => {
    const run = await openSignIn({ browser: () => undefined });
    await run.begin();
    await run.step({ kind: 'open_browser', client: null });
    await run.shown('waiting');
    const redirect = new URL(new URL(run.opened[0] ?? '').searchParams.get('redirect_uri') ?? '');
    const status = async (url: string, init?: RequestInit): Promise<number> =>
      (await fetch(url, init)).status;
    expect(await status(redirect.origin)).toBe(404);
    expect(await status(`${redirect.origin}/callback?code=x&state=y`)).toBe(404);
    expect(await status(redirect.href, { method: 'POST', body: 'code=x' })).toBe(404);
    // Another name for this machine, as a web page could make one up.
    expect(await status(redirect.href.replace('127.0.0.1', 'localhost'))).toBe(404);
    const noise = createConnection(Number(redirect.port), '127.0.0.1');
    noise.end('\u0016\u0003\u0001 not http\r\n\r\n');
    noise.resume();
    expect(run.view()).toMatchObject({ kind: 'waiting', hasStray: false });
    await browse(run.opened[0] ?? '');
    await run.shown('signed_in');
  });
});
