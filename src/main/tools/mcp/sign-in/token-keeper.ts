import { expected, ExpectedError } from '../../../../shared/expected.ts';
import type { ParleyError } from '../../../../shared/model/errors.ts';
import type { KeptTokens, RecordKeeper } from './record.ts';

/** Failures after which tokens are of no more use. */
const finalCodes = new Set<ParleyError['code']>([
  'tool_sign_in_ended',
  'tool_sign_in_client_refused',
  'tool_sign_in_refused',
  'tool_sign_in_token_kind',
]);

/** Dependencies of a {@link TokenKeeper}. */
export interface TokenKeeperOptions {
  readonly server: () => string;
  readonly record: RecordKeeper;
  /** Renews tokens. Throws an ExpectedError. */
  readonly renew: (tokens: KeptTokens) => Promise<KeptTokens>;
  readonly onChange: () => void;
  readonly report: (error: unknown) => void;
}

/** Keeps the tokens of one server usable. */
export class TokenKeeper {
  /** Why the last tokens ended. */
  ended: ParleyError | null = null;
  /** Why the tokens cannot be renewed at the moment. */
  problem: ParleyError | null = null;
  readonly #options: TokenKeeperOptions;
  #renewing: Promise<KeptTokens | null> | null = null;
  /** The token was issued in this run, and the server has not accepted it yet. */
  #isUntried = false;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** Returns usable tokens; null if the person has to sign in. */
  async current(now: number): Promise<KeptTokens | null> {
    const { tokens } = await this.#options.record.read();
    if (tokens?.endsAt == null || tokens.endsAt > now || tokens.refresh === null) return tokens;
    // The server decides whether the old one is still good.
    return (await this.renewed(tokens)) ?? this.#options.record.now().tokens;
  }

  /** Stores new tokens. Throws an ExpectedError. */
  async put(tokens: KeptTokens): Promise<void> {
    this.ended = null;
    this.problem = null;
    this.#isUntried = true;
    await this.#options.record.change((before) => ({ ...before, tokens }));
  }

  /** The server has accepted the current token. */
  accepted(): void {
    this.#isUntried = false;
  }

  /** Forgets tokens that are of no more use. */
  async drop(old: KeptTokens, why: ParleyError): Promise<void> {
    const { record, report, onChange } = this.#options;
    if (record.now().tokens?.access !== old.access) return;
    this.ended = why;
    await record.change((before) => ({ ...before, tokens: null })).catch(report);
    onChange();
  }

  /**
   * Returns newer tokens after the server has refused some, once for all requests that wait. Returns
   * null if there are none; `ended` or `problem` says why. Never rejects.
   */
  async renewed(old: KeptTokens): Promise<KeptTokens | null> {
    const { tokens } = this.#options.record.now();
    if (tokens === null) return null;
    if (tokens.access !== old.access) return tokens;
    this.#renewing ??= this.#renew(old).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew(old: KeptTokens): Promise<KeptTokens | null> {
    const { record, renew, report, server } = this.#options;
    if (old.refresh === null) {
      await this.drop(old, this.#whyRefused(old));
      return null;
    }
    let next: KeptTokens;
    try {
      next = await renew(old);
    } catch (error) {
      const { host } = new URL(old.place.token);
      const said =
        error instanceof ExpectedError
          ? error.error
          : expected('tool_sign_in_unreachable', { server: server(), host }).error;
      if (!(error instanceof ExpectedError)) report(error);
      if (finalCodes.has(said.code)) await this.drop(old, said);
      else this.problem = said;
      return null;
    }
    this.problem = null;
    // The person may have signed out meanwhile.
    if (record.now().tokens?.access !== old.access) return record.now().tokens;
    this.#isUntried = true;
    // A place that rotates refresh tokens has already ended the old one.
    await record.change((before) => ({ ...before, tokens: next })).catch(report);
    return next;
  }

  #whyRefused({ place }: KeptTokens): ParleyError {
    const server = this.#options.server();
    const { host } = new URL(place.authorization);
    return this.#isUntried
      ? expected('tool_sign_in_token_refused', { server, host }).error
      : expected('tool_sign_in_ended', { server, host }).error;
  }

  /** The server has refused these tokens although nothing newer exists. */
  async refused(tokens: KeptTokens): Promise<void> {
    await this.drop(tokens, this.#whyRefused(tokens));
  }
}
