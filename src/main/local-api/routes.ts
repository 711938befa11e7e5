import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { inLanguage, type Language, t } from '../../shared/language/translate.ts';
import type { SettingsPort } from '../providers/ports.ts';
import { createAnswering, wrongMethod, type AnswerOptions } from './answer.ts';
import { checked, readJson, type BodyRoom } from './http/body.ts';
import type { Desk, Guest } from './desk.ts';
import { always, ApiFailure, errorBody, internalError, refusal, toApiError } from './errors.ts';
import { checkHost, checkOrigin, checkToken } from './http/guard.ts';
import { languageFor } from './http/language.ts';
import { describeApi } from './openapi.ts';
import type { Entry, Recent } from './recent.ts';
import { forwardEmbeddings } from './responses/embeddings.ts';
import { embeddingsBody, responsesBody } from './responses/schemas.ts';
import { responseWish } from './responses/wish.ts';
import { chatBody, chatQuery, completionBody } from './schemas.ts';
import type { Tokens } from './tokens.ts';
import {
  chatWish,
  completionWish,
  conversationHeader,
  type AnswerForm,
  type Wish,
} from './wishes.ts';

export interface RoutesOptions extends AnswerOptions {
  readonly settings: SettingsPort;
  readonly tokens: Tokens;
  readonly desk: Desk;
  readonly recent: Recent;
  readonly version: string;
  readonly report: (error: unknown) => void;
}

interface Env {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** Headers of every response. */
    headers: Readonly<Record<string, string>>;
    /** Absent for requests that need no token. */
    entry?: Entry;
    guest: Guest;
    /** In which failures are told. */
    language: Language;
  };
}
type ApiContext = Context<Env>;

/** Available to anyone on this machine; they only reveal that Parley is running. */
const open = new Set(['/health', '/openapi.json']);
/** Endpoints of OpenAI that take nothing but POST. */
const postOnly = ['/v1/chat/completions', '/v1/responses', '/v1/embeddings'] as const;
const known = new Set([...open, '/chat', '/chat/sse', '/v1/models', ...postOnly]);

function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'Parley-Conversation',
    vary: 'Origin',
  };
}

/** Answers a CORS preflight request for an allowed page. */
function preflight(c: ApiContext): Response {
  const wanted = c.env.incoming.headers['access-control-request-headers'];
  return c.body(null, 204, {
    ...c.get('headers'),
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': wanted ?? 'Authorization, Content-Type',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
  });
}

/** The response to a failed request, whatever the failure. */
function failureResponse(
  thrown: unknown,
  c: ApiContext,
  report: RoutesOptions['report'],
): Response {
  const error = toApiError(thrown);
  if (error === null) report(thrown);
  const told = error ?? internalError;
  const { kind } = told;
  const isOurs = thrown instanceof ApiFailure && kind !== 'stopped' && told.status < 500;
  c.get('entry')?.end(
    told.status,
    isOurs
      ? { kind: 'refused' }
      : { kind: 'failed', error: kind === 'stopped' ? 'internal' : kind },
  );
  // A stream that has started cannot change its status.
  if (c.env.outgoing.headersSent) {
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const headers = new Headers({ ...(c.get('headers') ?? always), ...told.headers });
  headers.set('content-type', 'application/json');
  const language = c.get('language');
  headers.set('content-language', language.tag);
  const body = inLanguage(language, () => JSON.stringify(errorBody(told)));
  return new Response(body, { status: told.status, headers });
}

/** Records a request and checks the sender. Returns a response if there is nothing more to do. */
function admit(
  c: ApiContext,
  { recent, settings, tokens }: Pick<RoutesOptions, 'recent' | 'settings' | 'tokens'>,
): Response | null {
  const { incoming } = c.env;
  const isOpen = open.has(c.req.path);
  c.set('headers', always);
  if (!isOpen) {
    const path = known.has(c.req.path) ? c.req.path : '…';
    c.set('entry', recent.begin(`${c.req.method} ${path}`));
  }
  checkHost(incoming);
  const origin = checkOrigin(incoming, settings.read().apiOrigins);
  if (origin !== null) c.set('headers', { ...always, ...corsHeaders(origin) });
  if (origin !== null && incoming.method === 'OPTIONS') {
    c.get('entry')?.end(204, { kind: 'complete' });
    return preflight(c);
  }
  if (!isOpen) {
    const { id, name } = checkToken(incoming, tokens);
    c.get('entry')?.note({ client: name });
    c.set('guest', { tokenId: id, origin });
  }
  // Hono handles HEAD like GET, which would ask a model for nothing.
  if (incoming.method === 'HEAD') throw wrongMethod('GET');
  return null;
}

/** Creates the HTTP side of the API: authentication, routing and the format of answers. */
export function createRoutes(options: RoutesOptions): Hono<Env> {
  const { desk, limits, names } = options;
  const answering = createAnswering(options);
  const app = new Hono<Env>({ strict: true });

  app.onError((thrown, c) => failureResponse(thrown, c, options.report));
  app.use(async (c, next) => {
    c.set('language', await languageFor(c.req.header('accept-language') ?? ''));
    return admit(c, options) ?? next();
  });

  async function answer(c: ApiContext, read: (room: BodyRoom) => Promise<Wish>): Promise<Response> {
    const { incoming, outgoing } = c.env;
    const entry = c.get('entry');
    if (entry === undefined) throw new Error('An answer is always recorded.');
    const place = desk.enter(c.get('guest'), outgoing);
    try {
      const wish = await read({ limit: limits.bodyBytes, take: place.take });
      const answered = await answering(wish, {
        incoming,
        outgoing,
        headers: c.get('headers'),
        entry,
        language: c.get('language'),
        signal: place.signal,
      });
      if (answered.kind === 'streamed') return RESPONSE_ALREADY_SENT;
      entry.end(200, { kind: 'complete' });
      return c.json(answered.body, 200, answered.headers);
    } catch (error) {
      if (outgoing.destroyed) entry.end(499, { kind: 'aborted' });
      throw error;
    } finally {
      place.leave();
    }
  }

  async function embeddings(c: ApiContext): Promise<Response> {
    const { incoming, outgoing } = c.env;
    const place = desk.enter(c.get('guest'), outgoing);
    try {
      const room = { limit: limits.bodyBytes, take: place.take };
      const body = await readJson(incoming, embeddingsBody, room);
      const made = await forwardEmbeddings(options, body, place.signal);
      c.get('entry')?.note({ model: made.model });
      c.get('entry')?.end(200, { kind: 'complete' });
      return c.json(made.body, 200, c.get('headers'));
    } catch (error) {
      if (outgoing.destroyed) c.get('entry')?.end(499, { kind: 'aborted' });
      throw error;
    } finally {
      place.leave();
    }
  }

  const query = (c: ApiContext, form: AnswerForm): Promise<Response> =>
    answer(c, async () => {
      const header = c.req.header(conversationHeader);
      return chatWish(checked(chatQuery, c.req.query()), form, header);
    });
  const posted = (c: ApiContext, form: AnswerForm): Promise<Response> =>
    answer(c, async (room) => {
      const body = await readJson(c.env.incoming, chatBody, room);
      return chatWish(body, form, c.req.header(conversationHeader));
    });
  for (const [path, kind] of [
    ['/chat', 'text'],
    ['/chat/sse', 'events'],
  ] as const) {
    app.get(path, (c) => query(c, { kind }));
    app.post(path, (c) => posted(c, { kind }));
    app.all(path, () => {
      throw wrongMethod('GET, POST');
    });
  }

  app.post('/v1/chat/completions', (c) =>
    answer(c, async (room) => {
      const body = await readJson(c.env.incoming, completionBody, room);
      return completionWish(body, c.req.header(conversationHeader));
    }),
  );
  app.post('/v1/responses', (c) =>
    answer(c, async (room) => {
      const body = await readJson(c.env.incoming, responsesBody, room);
      return responseWish(body, c.req.header(conversationHeader));
    }),
  );
  app.post('/v1/embeddings', (c) => embeddings(c));
  for (const path of postOnly) {
    app.all(path, () => {
      throw wrongMethod('POST');
    });
  }

  app.get('/v1/models', async (c) => {
    const models = await names.list();
    const data = models.map(({ name, owner }) => ({
      id: name,
      object: 'model' as const,
      created: 0,
      owned_by: owner,
    }));
    c.get('entry')?.end(200, { kind: 'complete' });
    return c.json({ object: 'list', data }, 200, c.get('headers'));
  });
  app.get('/health', (c) =>
    c.json({ status: 'ok', version: options.version }, 200, c.get('headers')),
  );
  app.get('/openapi.json', (c) => c.json(describeApi(options.version), 200, c.get('headers')));
  for (const path of ['/v1/models', '/health', '/openapi.json']) {
    app.all(path, () => {
      throw wrongMethod('GET');
    });
  }

  app.notFound(() => {
    throw refusal(404, 'unknown_url', () => t('api.unknown_url', { request: 'GET /openapi.json' }));
  });
  return app;
}
