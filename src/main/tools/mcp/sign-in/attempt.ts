import { randomBytes } from 'node:crypto';
import { expected, ExpectedError } from '../../../../shared/expected.ts';
import type { ParleyError } from '../../../../shared/model/errors.ts';
import type { SignInStep, SignInView } from '../../../../shared/model/tools/sign-in.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { errorMessage } from '../connect-error.ts';
import type { McpSdk } from '../sdk.ts';
import { scopesIn, type Challenge } from './challenge.ts';
import { givenClient, metadataOf, redirectAddress, registerParley } from './client.ts';
import { discover, type Discovered } from './discover.ts';
import { openListener, type BrowserAnswer, type Listener } from './listener.ts';
import type { KeptClient, KeptTokens, Place } from './record.ts';
import { redeem, type TokenOptions } from './tokens.ts';

type Confirm = Extract<SignInView, { kind: 'confirm' }>;
type Opened = Extract<SignInStep, { kind: 'open_browser' }>;

/** Dependencies and parameters of one sign-in. */
export interface AttemptOptions extends Omit<TokenOptions, 'sdk' | 'server'> {
  readonly sdk: McpSdk;
  readonly server: { readonly name: string; readonly url: URL };
  readonly challenge: Challenge | null;
  /** Scopes of the last sign-in. They are requested again, so that nothing is lost. */
  readonly earlierScopes: readonly string[];
  /** The URL of Parley's description (client id metadata document); null if there is none. */
  readonly clientDocument: string | null;
  readonly clientOf: (issuer: string) => KeptClient | null;
  /** Stores how Parley is known at a place; null forgets it. Throws an ExpectedError. */
  readonly keepClient: (issuer: string, client: KeptClient | null) => Promise<void>;
  /** Stores the tokens. Throws an ExpectedError. */
  readonly keepTokens: (tokens: KeptTokens) => Promise<void>;
  /** Asks the person for a private host. */
  readonly consent: (url: URL) => Promise<boolean>;
  readonly isPrivate: (url: URL) => boolean;
  readonly show: (view: SignInView) => void;
  /** Shows a question and waits for the step that answers it. */
  readonly confirm: (view: Confirm) => Promise<Opened>;
  /** Opens the person's browser. Throws an ExpectedError. */
  readonly openBrowser: (url: string) => Promise<void>;
  /** How long the browser may take, in ms. */
  readonly browserMs: number;
  readonly signal: AbortSignal;
}

/** Returns what to tell the person about a failed sign-in; null for one that was cancelled. */
function saidOf(error: unknown): ParleyError | null {
  return error instanceof ExpectedError ? error.error : null;
}

/** Returns the client that is used without asking; null if one must be registered or entered. */
function knownClient(place: Place, options: AttemptOptions): KeptClient | null {
  const { clientOf, clientDocument, now } = options;
  const kept = clientOf(place.issuer);
  const isValid = kept !== null && (kept.secretEndsAt ?? Infinity) > now();
  if (isValid) return kept;
  const hasDocument = clientDocument !== null && place.readsDocuments;
  return hasDocument ? givenClient('document', clientDocument) : null;
}

/**
 * Returns the client that the person agreed to; null if Parley must register. `last`: the client of
 * the try before.
 */
async function agreedClient(
  { client: entered }: Opened,
  place: Place,
  last: KeptClient | null,
  options: AttemptOptions,
): Promise<KeptClient | null> {
  const { clientOf, keepClient } = options;
  const kept = last ?? clientOf(place.issuer);
  if (entered === null) return knownClient(place, options);
  const { id, port } = entered;
  if (id === '') {
    if (kept?.from === 'entered') await keepClient(place.issuer, null);
    return knownClient(place, options);
  }
  const secret = entered.secret ?? (kept?.id === id ? kept.secret : null);
  return givenClient('entered', id, { secret: secret === '' ? null : secret, port });
}

/** Opens the listener on the client's port. */
async function listen(port: number | null, server: string): Promise<Listener> {
  try {
    return await openListener(port ?? 0);
  } catch {
    // The code of the system says nothing that the sentence does not.
    throw expected('tool_sign_in_port', { server, port: port ?? 0 });
  }
}

interface Ready {
  readonly client: KeptClient;
  readonly listener: Listener;
}

/**
 * Opens the listener, and registers Parley if it is not known yet. A registration is bound to its
 * port: if that is taken, Parley registers again.
 */
async function prepare(
  known: KeptClient | null,
  { place, scopes }: Discovered,
  options: AttemptOptions,
): Promise<Ready> {
  const { sdk, fetch, server, now } = options;
  if (known !== null && known.from !== 'registered') {
    return { client: known, listener: await listen(known.port, server.name) };
  }
  const again = known === null ? null : await openListener(known.port ?? 0).catch(() => null);
  if (known !== null && again !== null) return { client: known, listener: again };
  const listener = await listen(null, server.name);
  try {
    const { port } = listener;
    const named = { sdk, fetch, server: server.name, place, port, scopes, now: now() };
    return { client: await registerParley(named), listener };
  } catch (error) {
    await listener.close(null);
    throw error;
  }
}

function viewOf(
  { place, scopes }: Discovered,
  error: ParleyError | null,
  last: KeptClient | null,
  options: AttemptOptions,
): Confirm {
  const known = last ?? knownClient(place, options);
  const entered = known?.from === 'entered' ? known : null;
  const hasDocument = options.clientDocument !== null && place.readsDocuments;
  const isRefused = error?.code === 'tool_sign_in_registration';
  return {
    kind: 'confirm',
    host: new URL(place.authorization).host,
    scopes,
    client: {
      id: entered?.id ?? '',
      hasSecret: entered?.secret != null,
      port: entered?.port ?? null,
      mayRegister: hasDocument || (place.registration !== null && !isRefused),
    },
    error,
  };
}

/** Shows where the browser will go until the person agrees and Parley has an id there. */
async function agree(found: Discovered, options: AttemptOptions): Promise<Ready> {
  let error: ParleyError | null = null;
  let client: KeptClient | null = null;
  for (;;) {
    const opened = await options.confirm(viewOf(found, error, client, options));
    options.signal.throwIfAborted();
    options.show({ kind: 'looking' });
    client = await agreedClient(opened, found.place, client, options);
    try {
      return await prepare(client, found, options);
    } catch (failure) {
      const said = saidOf(failure);
      const canEnter =
        said?.code === 'tool_sign_in_registration' || said?.code === 'tool_sign_in_port';
      if (said === null || !canEnter) throw failure;
      error = said;
    }
  }
}

/** Opens the browser and waits until it comes back, but not for ever. */
async function waitForBrowser(
  ready: Ready,
  { url, state }: { readonly url: URL; readonly state: string },
  options: AttemptOptions,
): Promise<BrowserAnswer> {
  const { server, show, now, openBrowser, browserMs, signal } = options;
  signal.throwIfAborted();
  const { host } = url;
  const until = now() + browserMs;
  let hasStray = false;
  const answer = ready.listener.answer({
    path: ready.client.path,
    state,
    onStray() {
      hasStray = true;
      show({ kind: 'waiting', host, until, hasStray });
    },
  });
  show({ kind: 'waiting', host, until, hasStray });
  const { promise: over, reject } = Promise.withResolvers<never>();
  const minutes = Math.round(browserMs / 60_000);
  const timer = setTimeout(() => {
    const named = { server: server.name, host };
    reject(
      hasStray
        ? expected('tool_sign_in_stray', named)
        : expected('tool_sign_in_no_answer', { ...named, minutes }),
    );
  }, browserMs);
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  // A browser that does not start is an error. One that does may be back before this resolves.
  openBrowser(url.href).catch(reject);
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Checks that an answer comes from the place (RFC 9207) and is a code. Throws an ExpectedError. */
function codeIn(answer: BrowserAnswer, place: Place, options: AttemptOptions): string {
  const server = options.server.name;
  const { host } = new URL(place.authorization);
  const isMissing = answer.issuer === null && place.namesIssuer;
  const isOther = answer.issuer !== null && answer.issuer !== place.issuer;
  // Nothing else of such an answer may be shown.
  if (isMissing || isOther) throw expected('tool_sign_in_mixed_up', { server, host });
  if (answer.kind === 'code') return answer.code;
  switch (answer.error) {
    case 'access_denied':
      throw expected('tool_sign_in_declined', { server, host });
    case 'unauthorized_client':
    case 'invalid_client':
      throw expected('tool_sign_in_client_refused', { server, host });
  }
  const said = errorMessage(new Error(answer.description || answer.error));
  throw expected('tool_sign_in_refused', { server, host, said });
}

/** Sends the person's browser to the place and exchanges the code for tokens. */
async function goThrough(
  ready: Ready,
  found: Discovered,
  options: AttemptOptions,
): Promise<KeptTokens> {
  const { sdk, server, show } = options;
  const { place, resource } = found;
  const { client, listener } = ready;
  const redirect = redirectAddress(listener.port, client.path);
  const state = randomBytes(24).toString('base64url');
  const { authorizationUrl: url, codeVerifier: verifier } = await sdk.startAuthorization(
    place.issuer,
    {
      metadata: metadataOf(place),
      clientInformation: { client_id: client.id },
      redirectUrl: redirect,
      state,
      ...(found.scopes.length === 0 ? {} : { scope: found.scopes.join(' ') }),
      ...(resource === null ? {} : { resource }),
    },
  );
  url.hash = '';
  const answer = await waitForBrowser(ready, { url, state }, options);
  const code = codeIn(answer, place, options);
  show({ kind: 'finishing', host: new URL(place.authorization).host });
  const asked = found.scopes.join(' ');
  const { issuer } = answer;
  const given = { place, client, resource, asked, code, issuer, verifier, redirect };
  return redeem(given, { ...options, server: server.name });
}

/** Returns whether the place may have forgotten the client, so that it is not used again. */
function isForgotten(said: ParleyError | null, { from }: KeptClient): boolean {
  if (said?.code === 'tool_sign_in_client_refused') return true;
  // Such a place shows a page of its own and never comes back.
  return from === 'registered' && (said === null || said.code === 'tool_sign_in_no_answer');
}

/**
 * Signs in once: finds the place, shows it, opens the browser and exchanges what it brings back.
 * Nothing opens before the person agrees. Throws an ExpectedError that says what is wrong, or the
 * signal's reason.
 */
export async function signIn(options: AttemptOptions): Promise<void> {
  const { server, show, consent, isPrivate, earlierScopes, keepClient, keepTokens } = options;
  show({ kind: 'looking' });
  const first = await discover(options);
  const { place } = first;
  const authorization = new URL(place.authorization);
  if (isPrivate(authorization) && !(await consent(authorization))) {
    throw expected('tool_sign_in_private', { server: server.name, host: authorization.host });
  }
  const found = { ...first, scopes: scopesIn(earlierScopes.join(' '), first.scopes.join(' ')) };
  const ready = await agree(found, options);
  try {
    // Before the browser opens: without encrypted storage there is no sign-in.
    await keepClient(place.issuer, ready.client);
    await keepTokens(await goThrough(ready, found, options));
    await ready.listener.close({ kind: 'done', server: server.name });
  } catch (error) {
    const said = saidOf(error);
    await ready.listener.close(
      said === null ? null : { kind: 'failed', sentence: sentenceOf(said) },
    );
    if (isForgotten(said, ready.client)) await keepClient(place.issuer, null);
    throw error;
  }
}
