/**
 * A tool server that wants a sign-in, and the authorization server for it, over real HTTP. It
 * follows the specifications strictly; `faults` make single steps wrong.
 */
import { createHash, randomUUID } from 'node:crypto';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { modernServer } from '../servers/modern.ts';
import { listen, send, type Answer, type Document, type Seen } from './answers.ts';

/** What is wrong. Each changes a correct document or answer. */
export interface Faults {
  /** The header of a refusal; '' for none. */
  challenge?: (usual: string) => string;
  resource?: (usual: Document) => Document;
  place?: (usual: Document) => Document;
  registration?: (usual: Answer) => Answer;
  /** Changes where the browser is sent. */
  redirect?: (usual: URL) => void;
  /** Changes which scopes are granted. */
  grants?: (asked: string) => string;
  token?: (usual: Answer, seen: Seen) => Answer;
  /** Answers a request instead of the place; returns null to leave it. */
  instead?: (seen: Seen) => Answer | 'never' | 'endless' | null;
}

/** How the place is built. */
export interface PlaceOptions {
  readonly faults?: Faults;
  /** The authorization server has an origin of its own. */
  readonly isApart?: boolean;
  /** Seconds that an access token lives. */
  readonly lifetime?: number;
  /** Scopes that calls require. */
  readonly needs?: readonly string[];
  /** A real server behind this one; by default a small one of the newest era. */
  readonly upstream?: string;
  /** Clients known from the start: ids and secrets. */
  readonly clients?: Readonly<Record<string, string | null>>;
}

/** A client that the place knows. */
export interface Client {
  readonly secret: string | null;
  readonly redirects: readonly string[] | null;
}

interface Grant {
  readonly client: string;
  readonly scope: string;
  readonly resource: string | null;
}

interface Code extends Grant {
  readonly challenge: string;
  readonly redirect: string;
}

function refusal(error: string, description = error, status = 400): Answer {
  return { status, body: { error, error_description: description } };
}

/** Starts the tool server and its authorization server. */
export async function startPlace(options: PlaceOptions = {}) {
  const { faults = {}, lifetime = 3600 } = options;
  const seen: Seen[] = [];
  const clients = new Map<string, Client>(
    Object.entries(options.clients ?? {}).map(([id, secret]) => [id, { secret, redirects: null }]),
  );
  const codes = new Map<string, Code>();
  const access = new Map<string, Grant>();
  const refresh = new Map<string, Grant>();
  const secrets: string[] = [];
  const state = { needs: options.needs ?? [], origin: '', issuer: '', refusesAll: false };

  const secret = (kind: string): string => {
    const made = `canary-${kind}-${randomUUID()}`;
    secrets.push(made);
    return made;
  };

  const placeDocument = (): Document => ({
    issuer: state.issuer,
    authorization_endpoint: `${state.issuer}/authorize`,
    token_endpoint: `${state.issuer}/token`,
    registration_endpoint: `${state.issuer}/register`,
    revocation_endpoint: `${state.issuer}/revoke`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['files.read', 'files.write', 'offline_access'],
  });

  function register({ body }: Seen): Answer {
    const asked = JSON.parse(body) as { redirect_uris: string[] };
    const id = `registered-${randomUUID()}`;
    clients.set(id, { secret: null, redirects: asked.redirect_uris });
    return { status: 201, body: { ...asked, client_id: id } };
  }

  function authorize({ query }: Seen): Answer {
    const client = clients.get(query.get('client_id') ?? '');
    const redirect = query.get('redirect_uri') ?? '';
    // What a person sees in the browser; nothing comes back.
    if (client === undefined) return { status: 400, body: 'This client is unknown.' };
    const isKnown =
      client.redirects?.includes(redirect) ??
      /^http:\/\/127\.0\.0\.1:\d+\/callback$/.test(redirect);
    if (!isKnown) return { status: 400, body: 'This redirect address is unknown.' };
    const back = new URL(redirect);
    if (query.get('code_challenge_method') !== 'S256') {
      back.searchParams.set('error', 'invalid_request');
    } else {
      const code = secret('code');
      codes.set(code, {
        client: query.get('client_id') ?? '',
        scope: faults.grants?.(query.get('scope') ?? '') ?? query.get('scope') ?? '',
        resource: query.get('resource'),
        challenge: query.get('code_challenge') ?? '',
        redirect,
      });
      back.searchParams.set('code', code);
    }
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('iss', state.issuer);
    faults.redirect?.(back);
    return { status: 302, headers: { location: back.href } };
  }

  /** Returns the id of the client that a request proves; null if it does not. */
  function clientOf({ headers }: Seen, form: URLSearchParams): string | null {
    const [scheme, text = ''] = (headers.authorization ?? '').split(' ');
    const basic = scheme === 'Basic' ? Buffer.from(text, 'base64').toString().split(':') : [];
    const decoded = basic.map((each) => decodeURIComponent(each.replaceAll('+', ' ')));
    const id = decoded[0] ?? form.get('client_id') ?? '';
    const given = decoded[1] ?? form.get('client_secret');
    const client = clients.get(id);
    return client !== undefined && client.secret === given ? id : null;
  }

  function issue(grant: Grant): Answer {
    const tokens = { access_token: secret('access'), refresh_token: secret('refresh') };
    access.set(tokens.access_token, grant);
    refresh.set(tokens.refresh_token, grant);
    const { scope } = grant;
    return { status: 200, body: { ...tokens, token_type: 'bearer', expires_in: lifetime, scope } };
  }

  function token(from: Seen): Answer {
    const form = new URLSearchParams(from.body);
    const client = clientOf(from, form);
    if (client === null) return refusal('invalid_client', 'Who are you?', 401);
    if (form.get('grant_type') === 'refresh_token') {
      const old = form.get('refresh_token') ?? '';
      const grant = refresh.get(old);
      // Rotation: each refresh token works once.
      refresh.delete(old);
      return grant?.client === client ? issue(grant) : refusal('invalid_grant');
    }
    const code = form.get('code') ?? '';
    const kept = codes.get(code);
    codes.delete(code);
    const verifier = form.get('code_verifier') ?? '';
    secrets.push(verifier);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const isRight =
      kept?.client === client &&
      kept.challenge === challenge &&
      kept.redirect === form.get('redirect_uri') &&
      kept.resource === form.get('resource');
    return isRight ? issue(kept) : refusal('invalid_grant', `Not for ${code}`);
  }

  function revoke({ body }: Seen): Answer {
    const given = new URLSearchParams(body).get('token') ?? '';
    access.delete(given);
    refresh.delete(given);
    return { status: 200 };
  }

  /** Answers for the authorization server; null for a path that it does not have. */
  function answerOf(from: Seen): Answer | null {
    switch (from.path) {
      case '/.well-known/oauth-authorization-server':
        return { status: 200, body: faults.place?.(placeDocument()) ?? placeDocument() };
      case '/register': {
        const usual = register(from);
        return faults.registration?.(usual) ?? usual;
      }
      case '/authorize':
        return authorize(from);
      case '/token': {
        const usual = token(from);
        return faults.token?.(usual, from) ?? usual;
      }
      case '/revoke':
        return revoke(from);
      default:
        return null;
    }
  }

  const metadata = (): string => `${state.origin}/.well-known/oauth-protected-resource/mcp`;

  function refuse(status: number, more: string): Answer {
    const usual = `Bearer resource_metadata="${metadata()}"${more}`;
    const header = faults.challenge?.(usual) ?? usual;
    return { status, headers: header === '' ? {} : { 'www-authenticate': header } };
  }

  /** Returns why a request to the tool server is refused; null if it is not. */
  function gate({ headers }: Seen): Answer | null {
    const given = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1];
    const grant = given === undefined ? undefined : access.get(given);
    if (grant === undefined || state.refusesAll) return refuse(401, '');
    const missing = state.needs.filter((scope) => !grant.scope.split(' ').includes(scope));
    if (missing.length === 0) return null;
    return refuse(403, `, error="insufficient_scope", scope="${state.needs.join(' ')}"`);
  }

  const handler = createMcpHandler(modernServer);
  async function serve(from: Seen, incoming: IncomingMessage, response: ServerResponse) {
    if (options.upstream !== undefined) {
      const { pathname, search } = new URL(incoming.url ?? '/', state.origin);
      const target = new URL(pathname + search, options.upstream);
      const headers = { ...incoming.headers, host: target.host };
      const passed = request(target, { method: from.method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      response.on('close', () => passed.destroy());
      passed.on('error', () => response.destroy());
      passed.end(from.body);
      return;
    }
    const headers = new Headers(incoming.headers as Record<string, string>);
    const init = from.method === 'POST' ? { body: from.body } : {};
    const url = `${state.origin}${from.path}`;
    const answer = await handler.fetch(new Request(url, { method: from.method, headers, ...init }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    for await (const piece of answer.body ?? []) response.write(piece);
    response.end();
  }

  function handle(from: Seen, incoming: IncomingMessage, response: ServerResponse): void {
    seen.push(from);
    const instead = faults.instead?.(from) ?? null;
    if (instead !== null) return send(response, instead);
    if (from.path === '/.well-known/oauth-protected-resource/mcp') {
      const usual = {
        resource: `${state.origin}/mcp`,
        authorization_servers: [state.issuer],
        scopes_supported: ['files.read'],
      };
      return send(response, { status: 200, body: faults.resource?.(usual) ?? usual });
    }
    const answer = answerOf(from);
    if (answer !== null) return send(response, answer);
    const isServed = ['/mcp', '/sse', '/message'].includes(from.path);
    if (!isServed) return send(response, { status: 404, body: 'not here' });
    const refused = gate(from);
    if (refused !== null) return send(response, refused);
    void serve(from, incoming, response);
  }

  const own = await listen(handle);
  const apart = options.isApart === true ? await listen(handle) : null;
  state.origin = own.origin;
  state.issuer = apart?.origin ?? own.origin;

  return {
    url: `${own.origin}/mcp`,
    issuer: state.issuer,
    origin: own.origin,
    seen,
    /** Everything that must never be seen outside: codes, tokens, verifiers. */
    secrets,
    state,
    requests: (path: string) => seen.filter((each) => each.path === path),
    /** Ends all access tokens, as time does. */
    expire: () => access.clear(),
    /** Ends everything, as a person does in the account's settings. */
    forgetAll() {
      access.clear();
      refresh.clear();
    },
    clients,
    async close() {
      own.close();
      apart?.close();
      await handler.close();
    },
  };
}

export type TestPlace = Awaited<ReturnType<typeof startPlace>>;
