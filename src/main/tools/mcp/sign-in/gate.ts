import { expected, ExpectedError } from '../../../../shared/expected.ts';
import type { ParleyError } from '../../../../shared/model/errors.ts';
import { statusOf } from '../http/http-error.ts';
import type { McpSdk } from '../sdk.ts';
import { challengeIn, namedScopes, scopesIn, type Challenge } from './challenge.ts';
import type { KeptTokens } from './record.ts';
import type { TokenKeeper } from './token-keeper.ts';

type Fetch = typeof globalThis.fetch;

/** Dependencies of a gate. */
export interface GateOptions {
  readonly server: string;
  readonly url: URL;
  readonly tokens: TokenKeeper;
  readonly now: () => number;
  /** Hears of each refusal that a sign-in may resolve. */
  readonly onChallenge: (challenge: Challenge | null, missing: readonly string[] | null) => void;
}

/** The requests of one connection, with the person's token. */
export interface Gate {
  readonly fetch: Fetch;
  /** Converts an error that a refusal has caused; null for any other. */
  refusal(sdk: McpSdk, error: unknown): ExpectedError | null;
}

function withToken(init: RequestInit | undefined, tokens: KeptTokens | null): RequestInit {
  if (tokens === null) return init ?? {};
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Bearer ${tokens.access}`);
  return { ...init, headers };
}

/** Returns the status of a refusal in an error of the SDK; null for any other error. */
function refusedWith(sdk: McpSdk, error: unknown): 401 | 403 | null {
  if (error instanceof sdk.InsufficientScopeError) return 403;
  const status = statusOf(sdk, error);
  if (status === 401 || status === 403) return status;
  // The older transport has the status only in its message.
  const said = error instanceof Error ? /\(HTTP (40[13])\)/.exec(error.message)?.[1] : undefined;
  if (said === undefined) return null;
  return said === '401' ? 401 : 403;
}

/**
 * Creates a gate on a fetch. The token goes to the server's own origin only. A refused token is
 * renewed once; what the server refuses then is left to the caller.
 */
export function openGate(base: Fetch, options: GateOptions): Gate {
  const { server, url: own, tokens, now, onChallenge } = options;
  let refusedAccess: ParleyError | null = null;
  let refusedScope: ParleyError | null = null;

  /** Renews refused tokens and repeats the request, once. */
  async function again(
    response: Response,
    used: KeptTokens | null,
    send: (tokens: KeptTokens) => Promise<Response>,
  ): Promise<Response> {
    if (used === null) return response;
    const next = await tokens.renewed(used);
    if (next === null) return response;
    await response.body?.cancel();
    const second = await send(next);
    if (second.status === 401) await tokens.refused(next);
    return second;
  }

  function noteScope(challenge: Challenge, used: KeptTokens | null): void {
    const asked = scopesIn(used?.asked, used?.granted);
    const missing = namedScopes(challenge.scope).filter((scope) => !asked.includes(scope));
    const isNew = used === null || missing.length > 0;
    refusedScope = (
      isNew
        ? expected('tool_server_wants_scope', { server, scope: missing.join(' ') })
        : expected('tool_server_scope_refused', { server })
    ).error;
    onChallenge(challenge, isNew ? missing : null);
  }

  return {
    async fetch(input, init) {
      const url = URL.parse(input instanceof Request ? input.url : String(input));
      if (url?.origin !== own.origin) return base(input, init);
      if (new Headers(init?.headers).has('authorization')) {
        const response = await base(input, init);
        if (response.status === 401) {
          refusedAccess = expected('tool_server_header_refused', { server }).error;
        }
        return response;
      }
      let used = await tokens.current(now());
      const send = (next: KeptTokens | null): Promise<Response> => {
        used = next;
        return base(input, withToken(init, next));
      };
      const first = await send(used);
      const response = first.status === 401 ? await again(first, used, send) : first;
      const challenge = challengeIn(response.headers);
      if (response.status === 401) {
        const why = tokens.problem ?? tokens.ended;
        refusedAccess = why ?? expected('tool_server_wants_sign_in', { server }).error;
        onChallenge(challenge, null);
      } else if (response.status === 403 && challenge?.error === 'insufficient_scope') {
        noteScope(challenge, used);
      } else {
        if (response.status === 403) refusedScope = null;
        else tokens.accepted();
      }
      return response;
    },
    refusal(sdk, error) {
      const status = refusedWith(sdk, error);
      if (status === null) return null;
      const why = status === 401 ? refusedAccess : refusedScope;
      return why === null ? null : new ExpectedError(why, { cause: error });
    },
  };
}
