import * as z from 'zod';
import { defineCodes } from './define.ts';

/** `server`: the name that the person gave the server. */
const byServer = () => z.object({ server: z.string() });
/** `host`: the host that caused the error. */
const byHost = () => z.object({ server: z.string(), host: z.string() });
const byHostAndSaid = () => z.object({ server: z.string(), host: z.string(), said: z.string() });

/** Errors of signing in to tool servers. */
export const toolSignInCodes = defineCodes({
  tool_server_wants_sign_in: { kind: 'auth', action: 'open_settings', params: byServer },
  /** `scope`: the access that a call requires, separated by spaces; '' if not said. */
  tool_server_wants_scope: {
    kind: 'auth',
    action: 'open_settings',
    params: () => z.object({ server: z.string(), scope: z.string() }),
  },
  /** The server refuses a call although its sign-in granted what the server asked for. */
  tool_server_scope_refused: { kind: 'auth', action: 'open_settings', params: byServer },
  /** The server refuses the header `Authorization` that the person entered. */
  tool_server_header_refused: { kind: 'auth', action: 'open_settings', params: byServer },
  /** The server refuses a token that was issued for it a moment ago. */
  tool_sign_in_token_refused: { kind: 'auth', action: 'open_settings', params: byHost },
  /** The tokens have ended and cannot be renewed. */
  tool_sign_in_ended: { kind: 'auth', action: 'open_settings', params: byHost },
  /** This program has no browser to sign in with. */
  tool_sign_in_unavailable: { kind: 'invalid', params: byServer },
  /** The server does not say where to sign in. */
  tool_sign_in_nowhere: { kind: 'bad_response', action: 'open_settings', params: byServer },
  /** The server's description is that of another server. */
  tool_sign_in_other_resource: {
    kind: 'bad_response',
    action: 'open_settings',
    params: () => z.object({ server: z.string(), resource: z.string() }),
  },
  /** An address is not protected by https. */
  tool_sign_in_insecure: { kind: 'bad_response', action: 'open_settings', params: byHost },
  /** The person did not allow a host on this machine or its network. */
  tool_sign_in_private: { kind: 'invalid', action: 'open_settings', params: byHost },
  tool_sign_in_unreadable: { kind: 'bad_response', action: 'open_settings', params: byHost },
  tool_sign_in_too_large: { kind: 'bad_response', action: 'open_settings', params: byHost },
  tool_sign_in_silent: {
    kind: 'timeout',
    retryable: true,
    action: 'open_settings',
    params: byHost,
  },
  tool_sign_in_unreachable: {
    kind: 'network',
    retryable: true,
    action: 'open_settings',
    params: byHost,
  },
  tool_sign_in_http: {
    kind: 'server',
    retryable: true,
    action: 'open_settings',
    params: () => z.object({ server: z.string(), host: z.string(), status: z.number() }),
  },
  tool_sign_in_redirected: { kind: 'bad_response', action: 'open_settings', params: byHost },
  /** The description or the answer names another issuer. */
  tool_sign_in_mixed_up: { kind: 'bad_response', action: 'open_settings', params: byHost },
  tool_sign_in_no_pkce: { kind: 'bad_response', action: 'open_settings', params: byHost },
  /** The place to sign in does not issue codes, or not to programs such as Parley. */
  tool_sign_in_unsupported: { kind: 'bad_response', action: 'open_settings', params: byHost },
  tool_sign_in_registration: { kind: 'auth', action: 'open_settings', params: byHostAndSaid },
  /** The client id or its secret is not valid, or no longer. */
  tool_sign_in_client_refused: { kind: 'auth', action: 'open_settings', params: byHost },
  tool_sign_in_declined: { kind: 'auth', action: 'open_settings', params: byHost },
  tool_sign_in_refused: { kind: 'auth', action: 'open_settings', params: byHostAndSaid },
  /** The issued token is of a kind that Parley cannot use. */
  tool_sign_in_token_kind: { kind: 'bad_response', action: 'open_settings', params: byHost },
  /** The browser did not come back in time. */
  tool_sign_in_no_answer: {
    kind: 'timeout',
    retryable: true,
    action: 'open_settings',
    params: () => z.object({ server: z.string(), host: z.string(), minutes: z.number() }),
  },
  /** Only answers came back that did not belong to the sign-in. */
  tool_sign_in_stray: { kind: 'bad_response', action: 'open_settings', params: byHost },
  /** No local port could be opened for the answer. */
  tool_sign_in_port: {
    kind: 'internal',
    action: 'open_settings',
    params: () => z.object({ server: z.string(), port: z.number() }),
  },
});
