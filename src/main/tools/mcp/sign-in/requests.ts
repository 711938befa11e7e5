import { expected } from '../../../../shared/expected.ts';
import { errorOfFetch } from '../../../web/fetch-failure.ts';
import { fetchRefusalIn, type FetchRefusalReason } from '../../../web/fetch-refusal.ts';
import { urlIn } from './addresses.ts';

type Fetch = typeof globalThis.fetch;

/** Creates a guarded fetch that reaches only the private hosts for which `allows` returns true. */
export type SignInFetch = (allows: (url: URL) => boolean) => Fetch;

/** Dependencies of the requests. */
export interface RequestOptions {
  readonly server: string;
  readonly makeFetch: SignInFetch;
  readonly allows: (url: URL) => boolean;
  /** Asks the person for a private host. Once it resolves with true, `allows` includes it. */
  readonly consent: (url: URL) => Promise<boolean>;
  /** Ends all requests when aborted. */
  readonly signal: AbortSignal;
}

const codes = {
  scheme: 'tool_sign_in_insecure',
  credentials: 'tool_sign_in_unreadable',
  private: 'tool_sign_in_private',
  redirects: 'tool_sign_in_redirected',
  spent_body: 'tool_sign_in_redirected',
  size: 'tool_sign_in_too_large',
} as const satisfies Readonly<Record<FetchRefusalReason, string>>;

/** Returns true for a redirect that leaves the origin, where nothing of a sign-in may go. */
function leavesOrigin(response: Response, from: URL): boolean {
  if (response.status < 300 || response.status > 399) return false;
  const location = response.headers.get('location');
  return location !== null && URL.parse(location, from.href)?.origin !== from.origin;
}

/**
 * Creates the fetch of a sign-in. Its answers are complete, redirects are left to the caller, and
 * one to another origin is an error. Rejects with an ExpectedError that says what to do, or with
 * the signal's reason.
 */
export function createRequests(options: RequestOptions): Fetch {
  const { server, makeFetch, allows, consent, signal } = options;
  const fetch = makeFetch(allows);

  async function send(url: URL, init: RequestInit | undefined): Promise<Response> {
    const response = await fetch(url.href, { ...init, signal, redirect: 'manual' });
    const { status, statusText, headers } = response;
    if (leavesOrigin(response, url)) {
      await response.body?.cancel();
      throw expected('tool_sign_in_redirected', { server, host: url.host });
    }
    const text = await response.text();
    const isEmpty = text === '' || status === 204 || status === 304;
    return new Response(isEmpty ? null : text, { status, statusText, headers });
  }

  return async (input, init) => {
    const url = urlIn(input instanceof Request ? input.url : String(input));
    if (url === null) throw expected('tool_sign_in_nowhere', { server });
    const { host } = url;
    const failed = (error: unknown): Error => {
      signal.throwIfAborted();
      return errorOfFetch(error, host, {
        refused: ({ reason }) => expected(codes[reason], { server, host }),
        tooSlow: () => expected('tool_sign_in_silent', { server, host }),
        unreachable: () => expected('tool_sign_in_unreachable', { server, host }),
      });
    };
    try {
      return await send(url, init);
    } catch (error) {
      if (fetchRefusalIn(error)?.reason !== 'private') throw failed(error);
    }
    if (!(await consent(url))) throw expected('tool_sign_in_private', { server, host });
    try {
      return await send(url, init);
    } catch (error) {
      throw failed(error);
    }
  };
}
