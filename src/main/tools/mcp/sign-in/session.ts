import { expected, ExpectedError } from '../../../../shared/expected.ts';
import { errorOf, type ParleyError } from '../../../../shared/model/errors.ts';
import type { SignInStep, SignInView } from '../../../../shared/model/tools/sign-in.ts';
import type { ToolServer } from '../../../../shared/model/tools.ts';
import { mayBePublic } from '../../../web/public-address.ts';
import type { ServersSurroundings } from '../../ports.ts';
import type { ServerLog } from '../log.ts';
import { loadSdk } from '../sdk.ts';
import { Asking } from './asking.ts';
import { signIn, type AttemptOptions } from './attempt.ts';
import { scopesIn, type Challenge } from './challenge.ts';
import { openGate, type Gate } from './gate.ts';
import { createRecordKeeper, secretsIn, type KeptTokens, type RecordKeeper } from './record.ts';
import { createRequests, type SignInFetch } from './requests.ts';
import { TokenKeeper } from './token-keeper.ts';
import { renew, revoke, type TokenOptions } from './tokens.ts';

/** Dependencies of all sign-ins. */
export interface SignInSurroundings {
  readonly makeFetch: SignInFetch;
  /** Opens the person's browser. Throws an ExpectedError. Null for a program without one. */
  readonly openBrowser: ((url: string) => Promise<void>) | null;
  /** The URL of Parley's description (client id metadata document); null if there is none. */
  readonly clientDocument: string | null;
  /** How long the browser may take, in ms. */
  readonly browserMs?: number;
}

/** Dependencies of the sign-in to one server. */
export interface SessionOptions
  extends Pick<ServersSurroundings, 'vaultOf' | 'report'>, Pick<TokenOptions, 'redact' | 'now'> {
  /** The server's name now. */
  readonly name: () => string;
  /** Null for a program that keeps no tokens. */
  readonly surroundings: SignInSurroundings | null;
  /** Writes to the server's log. */
  readonly note: ServerLog['note'];
  readonly onChange: () => void;
  /** Called when the person has signed in or out. */
  readonly onTokens: () => void;
}

const usualBrowserMs = 5 * 60_000;

/** Time limit for telling a place that its tokens are over, in ms. */
const farewellMs = 3000;

const never = (): Promise<boolean> => Promise.resolve(false);

/** The sign-in to one server at one address. */
export class Session {
  readonly #url: URL;
  readonly #options: SessionOptions;
  readonly #record: RecordKeeper;
  readonly #tokens: TokenKeeper;
  #challenge: Challenge | null = null;
  /** The server has refused a request for want of a sign-in. */
  #hasAsked = false;
  /** The access that the server wants in addition. */
  #wanted: readonly string[] | null = null;
  /** Why the last sign-in failed. */
  #error: ParleyError | null = null;
  /** The sign-in that is running. */
  #asking: Asking | null = null;

  constructor(server: ToolServer, url: URL, options: SessionOptions) {
    const { vaultOf, name, report, onChange } = options;
    this.#url = url;
    this.#options = options;
    this.#record = createRecordKeeper(vaultOf(server));
    this.#tokens = new TokenKeeper({
      server: name,
      record: this.#record,
      report,
      onChange,
      renew: (old) => this.#renew(old),
    });
    // A server that is off shows whether the person is signed in as well.
    this.#record.read().then(({ tokens }) => (tokens === null ? undefined : onChange()), report);
  }

  get address(): string {
    return this.#url.href;
  }

  view(): SignInView | null {
    if (this.#asking !== null) return this.#asking.view;
    const { tokens } = this.#record.now();
    if (tokens !== null) {
      const { host } = new URL(tokens.place.authorization);
      const scopes = scopesIn(tokens.granted);
      return { kind: 'signed_in', host, scopes, wanted: this.#wanted, error: this.#error };
    }
    const error = this.#error ?? this.#tokens.ended;
    return this.#hasAsked ? { kind: 'signed_out', error } : null;
  }

  /** Opens the gate of a connection; see {@link Gate}. */
  gate(fetch: typeof globalThis.fetch): Gate {
    const { name, now, onChange } = this.#options;
    return openGate(fetch, {
      server: name(),
      url: this.#url,
      tokens: this.#tokens,
      now,
      onChallenge: (found, missing) => {
        this.#hasAsked = true;
        this.#challenge = found ?? this.#challenge;
        this.#wanted = missing;
        onChange();
      },
    });
  }

  step(step: SignInStep): void {
    const { onTokens } = this.#options;
    switch (step.kind) {
      case 'begin':
        if (this.#asking === null) void this.#run();
        return;
      case 'allow_host':
      case 'open_browser':
        return this.#asking?.take(step);
      case 'cancel':
        return this.cancel();
      case 'sign_out':
        void this.signOut().then(onTokens);
    }
  }

  /** Returns the texts that no log and no error may show. */
  secrets(): readonly string[] {
    return secretsIn(this.#record.now());
  }

  /** Ends a sign-in that is running. */
  cancel(): void {
    this.#asking?.cancel();
  }

  /** Ends the tokens and forgets them. Never rejects. */
  async signOut(): Promise<void> {
    const { report } = this.#options;
    this.cancel();
    const { tokens } = await this.#record.read();
    if (tokens === null) return;
    this.#tokens.ended = null;
    this.#error = null;
    this.#wanted = null;
    await this.#record.change((before) => ({ ...before, tokens: null })).catch(report);
    const client = this.#record.now().clients[tokens.place.issuer] ?? null;
    try {
      await revoke(tokens, client, this.#requests(AbortSignal.timeout(farewellMs), never));
    } catch {
      // The place may be gone for good. What Parley had of its tokens is deleted in any case.
    }
    // The person is asked about private hosts anew.
    await this.#record.change((before) => ({ ...before, allowed: [] })).catch(report);
  }

  #requests(signal: AbortSignal, consent: (url: URL) => Promise<boolean>): typeof fetch {
    const { surroundings, name } = this.#options;
    const server = name();
    if (surroundings === null) throw expected('tool_sign_in_unavailable', { server });
    const { makeFetch } = surroundings;
    return createRequests({
      server,
      makeFetch,
      allows: (url) => this.#isAllowed(url),
      consent,
      signal,
    });
  }

  /** The person chose the server's own origin, and any other private one only if asked. */
  #isAllowed({ origin }: URL): boolean {
    return origin === this.#url.origin || this.#record.now().allowed.includes(origin);
  }

  async #renew(old: KeptTokens): Promise<KeptTokens> {
    const { name, now, redact } = this.#options;
    const server = name();
    const client = this.#record.now().clients[old.place.issuer];
    const { host } = new URL(old.place.token);
    if (client === undefined) throw expected('tool_sign_in_ended', { server, host });
    const fetch = this.#requests(new AbortController().signal, never);
    return renew(old, client, { sdk: await loadSdk(), fetch, server, now, redact });
  }

  /** Asks the person for a private host. */
  async #consent(url: URL, asking: Asking): Promise<boolean> {
    const before = asking.view;
    await asking.ask({ kind: 'private', host: url.host }, 'allow_host');
    await this.#record.change((kept) => ({
      ...kept,
      allowed: [...new Set([...kept.allowed, url.origin])],
    }));
    asking.show(before);
    return true;
  }

  async #attempt(asking: Asking): Promise<AttemptOptions> {
    const { surroundings, name, now, redact } = this.#options;
    const server = name();
    const openBrowser = surroundings?.openBrowser ?? null;
    if (surroundings === null || openBrowser === null) {
      throw expected('tool_sign_in_unavailable', { server });
    }
    const { clientDocument, browserMs = usualBrowserMs } = surroundings;
    const record = this.#record;
    const consent = (url: URL): Promise<boolean> => this.#consent(url, asking);
    const { tokens } = await record.read();
    return {
      sdk: await loadSdk(),
      fetch: this.#requests(asking.signal, consent),
      server: { name: server, url: this.#url },
      challenge: this.#challenge,
      earlierScopes: scopesIn(tokens?.asked),
      clientDocument,
      clientOf: (issuer) => record.now().clients[issuer] ?? null,
      keepClient: (issuer, client) =>
        record.change((before) => {
          const { [issuer]: _gone, ...rest } = before.clients;
          return { ...before, clients: client === null ? rest : { ...rest, [issuer]: client } };
        }),
      keepTokens: (next) => this.#tokens.put(next),
      consent,
      isPrivate: (url) => !this.#isAllowed(url) && !mayBePublic(url.hostname),
      show: asking.show,
      confirm: (view) => asking.ask(view, 'open_browser'),
      openBrowser,
      browserMs,
      now,
      redact,
      signal: asking.signal,
    };
  }

  async #run(): Promise<void> {
    const { onChange, onTokens, report, name, note } = this.#options;
    const asking = new Asking(onChange);
    this.#asking = asking;
    this.#error = null;
    let hasSignedIn = false;
    try {
      await signIn(await this.#attempt(asking));
      this.#wanted = null;
      hasSignedIn = true;
      note({ kind: 'signed_in' });
    } catch (error) {
      if (error instanceof ExpectedError) this.#error = error.error;
      else if (!asking.signal.aborted) {
        report(error);
        this.#error = errorOf('tool_sign_in_unreadable', { server: name(), host: this.#url.host });
      }
      if (this.#error !== null) note({ kind: 'failed', error: this.#error });
    }
    this.#asking = null;
    onChange();
    if (hasSignedIn) onTokens();
  }
}
