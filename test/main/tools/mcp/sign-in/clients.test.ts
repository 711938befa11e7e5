import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../../free-port.ts';
import { noSignal } from '../kit.ts';
import { openSignIn } from './kit.ts';
import type { Faults } from './place.ts';

const noRegistration: Faults = {
  place: ({ registration_endpoint: _gone, ...rest }) => rest,
};

describe('the id of Parley at a place', () => {
  it('is entered by the person where Parley cannot register, and kept', async () => {
    // Characters that HTTP Basic must encode (RFC 6749 §2.3.1).
    const secret = 'canary secret:+%&/ü';
    const clients = { 'my id:1': secret };
    const run = await openSignIn({ faults: noRegistration, clients });
    expect((await run.begin()).client).toEqual({
      id: '',
      hasSecret: false,
      port: null,
      mayRegister: false,
    });
    const client = { id: 'my id:1', secret, port: null };
    await run.step({ kind: 'open_browser', client });
    await run.until('ready');
    const redirect = new URL(run.opened[0] ?? '').searchParams.get('redirect_uri');
    expect(redirect).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(run.visible()).not.toContain(secret);

    await run.step({ kind: 'sign_out' });
    await run.until('sign_in');
    expect((await run.begin()).client).toMatchObject({ id: 'my id:1', hasSecret: true });
    await run.step({ kind: 'open_browser', client: { ...client, secret: null } });
    await run.until('ready');
  });

  it.each(['client_secret_basic', 'client_secret_post'])('is proven by %s', async (method) => {
    const run = await openSignIn({
      faults: {
        place: ({ registration_endpoint: _gone, ...rest }) => ({
          ...rest,
          token_endpoint_auth_methods_supported: [method],
        }),
      },
      clients: { mine: 'canary-own:+secret' },
    });
    await run.begin();
    const client = { id: 'mine', secret: 'canary-own:+secret', port: null };
    await run.step({ kind: 'open_browser', client });
    await run.until('ready');
    const [token] = run.place.requests('/token');
    expect(token?.body.includes('client_secret=')).toBe(method === 'client_secret_post');
    expect(token?.headers.authorization?.startsWith('Basic ') === true).toBe(
      method === 'client_secret_basic',
    );
  });

  it('is entered after a registration was refused', async () => {
    const run = await openSignIn({
      faults: { registration: () => ({ status: 400, body: { error: 'invalid_client_metadata' } }) },
      clients: { mine: null },
    });
    await run.begin();
    await run.step({ kind: 'open_browser', client: null });
    await run.untilChange(() => {
      const view = run.view();
      return view?.kind === 'confirm' && view.error !== null;
    });
    expect(run.view()).toMatchObject({ client: { mayRegister: false } });
    expect(run.opened).toEqual([]);
    const client = { id: 'mine', secret: '', port: await freePort() };
    await run.step({ kind: 'open_browser', client });
    await run.until('ready');
    const redirect = new URL(run.opened[0] ?? '').searchParams.get('redirect_uri');
    expect(redirect).toBe(`http://127.0.0.1:${client.port}/callback`);
  });

  it('may need a port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const run = await openSignIn({ clients: { mine: null } });
    await run.begin();
    await run.step({ kind: 'open_browser', client: { id: 'mine', secret: '', port } });
    await run.untilChange(() => {
      const view = run.view();
      return view?.kind === 'confirm' && view.error !== null;
    });
    expect(run.view()).toMatchObject({ error: { code: 'tool_sign_in_port', params: { port } } });
    expect(run.opened).toEqual([]);
  });

  it('is a description of Parley where the place reads one', async () => {
    const document = 'https://parley.example/client.json';
    const run = await openSignIn({
      clientDocument: document,
      clients: { [document]: null },
      faults: { place: (usual) => ({ ...usual, client_id_metadata_document_supported: true }) },
    });
    await run.signIn();
    await run.until('ready');
    expect(run.place.requests('/register')).toEqual([]);
    run.place.expire();
    await run.servers.restart(run.server.id);
    await run.until('ready');
  });

  it('is registered anew where the place has forgotten it', async () => {
    const run = await openSignIn({
      faults: {
        token: (usual, { body }) =>
          run.place.clients.size === 1 && body.includes('authorization_code')
            ? { status: 401, body: { error: 'invalid_client' } }
            : usual,
      },
    });
    expect(await run.failure()).toBe('tool_sign_in_client_refused');
    await run.begin();
    await run.step({ kind: 'open_browser', client: null });
    await run.until('ready');
    expect(run.place.requests('/register')).toHaveLength(2);
  });
});

describe('the place to sign in', () => {
  it('may be on this machine with an origin of its own, if the person allows it', async () => {
    const run = await openSignIn({ isApart: true });
    await run.source.tools(noSignal);
    await run.step({ kind: 'begin' });
    const { host } = new URL(run.place.issuer);
    expect(await run.shown('private')).toEqual({ kind: 'private', host });
    expect(run.place.seen.filter(({ headers }) => headers.host === host)).toEqual([]);
    await run.step({ kind: 'allow_host' });
    await run.shown('confirm');
    await run.step({ kind: 'open_browser', client: null });
    await run.until('ready');
    // It is asked once, and renewing works without asking.
    run.place.expire();
    await run.servers.restart(run.server.id);
    await run.until('ready');
    // After signing out it is asked again.
    await run.step({ kind: 'sign_out' });
    await run.until('sign_in');
    await run.step({ kind: 'begin' });
    await run.shown('private');
  });

  it('is not reached if the person does not allow it', async () => {
    const run = await openSignIn({ isApart: true });
    await run.source.tools(noSignal);
    await run.step({ kind: 'begin' });
    await run.shown('private');
    await run.step({ kind: 'cancel' });
    await run.shown('signed_out');
    const { host } = new URL(run.place.issuer);
    expect(run.place.seen.filter(({ headers }) => headers.host === host)).toEqual([]);
  });

  it('may have a private endpoint behind a public description, which is asked about', async () => {
    const run = await openSignIn({
      faults: { place: (usual) => ({ ...usual, authorization_endpoint: 'https://192.168.0.1/a' }) },
    });
    await run.source.tools(noSignal);
    await run.step({ kind: 'begin' });
    expect(await run.shown('private')).toEqual({ kind: 'private', host: '192.168.0.1' });
    expect(run.opened).toEqual([]);
  });

  it('may be described by OpenID Connect', async () => {
    const run = await openSignIn({
      faults: {
        instead: ({ path }) => {
          if (path === '/.well-known/oauth-authorization-server') return { status: 404 };
          if (path !== '/.well-known/openid-configuration') return null;
          const { issuer } = run.place;
          return {
            status: 200,
            body: {
              issuer,
              authorization_endpoint: `${issuer}/authorize`,
              token_endpoint: `${issuer}/token`,
              registration_endpoint: `${issuer}/register`,
              response_types_supported: ['code'],
              code_challenge_methods_supported: ['S256'],
            },
          };
        },
      },
    });
    await run.signIn();
    await run.until('ready');
  });

  it('may have the fixed addresses of the specification 2025-03-26', async () => {
    const run = await openSignIn({
      faults: {
        challenge: () => 'Bearer',
        instead: ({ path }) => (path.startsWith('/.well-known/') ? { status: 404 } : null),
        redirect: (url) => url.searchParams.delete('iss'),
      },
    });
    await run.signIn();
    await run.until('ready');
    expect(new URL(run.opened[0] ?? '').searchParams.has('resource')).toBe(false);
  });

  it('is told from a server that only takes keys', async () => {
    const run = await openSignIn({
      faults: {
        challenge: () => '',
        instead: ({ path }) => (path === '/mcp' ? null : { status: 404 }),
      },
    });
    expect(await run.failure()).toBe('tool_sign_in_nowhere');
    expect(run.opened).toEqual([]);
  });

  it('is not asked for more scopes than an address can hold', async () => {
    const scopes = Array.from({ length: 900 }, (_, index) => `scope.${index}`);
    const run = await openSignIn({
      faults: { resource: (usual) => ({ ...usual, scopes_supported: scopes }) },
    });
    expect((await run.begin()).scopes).toEqual([]);
    await run.step({ kind: 'open_browser', client: null });
    await run.until('ready');
    expect(new URL(run.opened[0] ?? '').searchParams.has('scope')).toBe(false);
  });
});
