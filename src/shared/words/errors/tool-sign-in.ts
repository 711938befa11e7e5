import type { toolSignInCodes } from '../../model/error-codes/tool-sign-in.ts';
import type { WordsFor } from './words-for.ts';

const inSettings = 'Settings → Tools';
const tellMakers = 'Report this to the makers of the server.';

export const toolSignInWords: WordsFor<typeof toolSignInCodes> = {
  tool_server_wants_sign_in: ({ server }) =>
    `${server} wants you to sign in. Do so in ${inSettings}, or add its access header there.`,
  tool_server_wants_scope: ({ server, scope }) =>
    `${server} wants more access for this${scope === '' ? '' : ` (${scope})`} than you gave it. Sign in again in ${inSettings} to give it.`,
  tool_server_scope_refused: ({ server }) =>
    `${server} still refuses this, although you signed in with the access it asked for. Your account may not have that right: use another one, or ask whoever runs the server.`,
  tool_server_header_refused: ({ server }) =>
    `${server} refused the Authorization header that you entered. Correct it in ${inSettings}, or remove it to sign in instead.`,
  tool_sign_in_token_refused: ({ server, host }) =>
    `${server} does not accept the sign-in that ${host} gave. Sign in again in ${inSettings}, perhaps with another account.`,
  tool_sign_in_ended: ({ server, host }) =>
    `Your sign-in to ${server} at ${host} has ended. Sign in again in ${inSettings}.`,
  tool_sign_in_unavailable: ({ server }) =>
    `${server} wants you to sign in, which needs Parley’s window. Do so there in ${inSettings}.`,
  tool_sign_in_nowhere: ({ server }) =>
    `${server} wants a sign-in, but does not say where. It may take a key instead: add it as a header in ${inSettings}.`,
  tool_sign_in_other_resource: ({ server, resource }) =>
    `${server} describes itself as ${resource}, so Parley did not sign in. Check its address in ${inSettings}.`,
  tool_sign_in_insecure: ({ server, host }) =>
    `${server} wants you to sign in at ${host} without encryption, so Parley stopped. It must use https: ask whoever runs it.`,
  tool_sign_in_private: ({ server, host }) =>
    `${server} leads to ${host} on this computer or its network, which you did not allow. Sign in again if you trust it, or check the address in ${inSettings}.`,
  tool_sign_in_unreadable: ({ server, host }) =>
    `${host} answered the sign-in to ${server} with something that cannot be read. Try again later, or check the address in ${inSettings}.`,
  tool_sign_in_too_large: ({ server, host }) =>
    `${host} answered the sign-in to ${server} with far too much. ${tellMakers}`,
  tool_sign_in_silent: ({ server, host }) =>
    `${host} did not answer the sign-in to ${server} in time. Try again later.`,
  tool_sign_in_unreachable: ({ server, host }) =>
    `${host}, where you sign in to ${server}, cannot be reached. Check your connection, and try again.`,
  tool_sign_in_http: ({ server, host, status }) =>
    `${host} failed at the sign-in to ${server} (HTTP ${status}). Try again later.`,
  tool_sign_in_redirected: ({ server, host }) =>
    `${host} passed the sign-in to ${server} on to another address, so Parley stopped. ${tellMakers}`,
  tool_sign_in_mixed_up: ({ server, host }) =>
    `The answer to the sign-in to ${server} did not come from ${host}, so Parley stopped and gave nothing away. Try again; if this repeats, do not use the server.`,
  tool_sign_in_no_pkce: ({ server, host }) =>
    `${host} does not protect the sign-in to ${server} against theft (PKCE), so Parley stopped. ${tellMakers}`,
  tool_sign_in_unsupported: ({ server, host }) =>
    `${host} offers no sign-in to ${server} that Parley can do. Ask whoever runs it for a key, and add it as a header in ${inSettings}.`,
  tool_sign_in_registration: ({ server, host, said }) =>
    `${host} did not let Parley register for ${server}: ${said} Enter a client ID of your own to sign in.`,
  tool_sign_in_client_refused: ({ server, host }) =>
    `${host} does not know Parley’s client ID for ${server}, or refused its secret. Sign in again, and check the ID if you entered one.`,
  tool_sign_in_declined: ({ server, host }) =>
    `The sign-in to ${server} was declined at ${host}. Sign in again if you did not mean to.`,
  tool_sign_in_refused: ({ server, host, said }) =>
    `${host} refused the sign-in to ${server}: ${said} Try again, perhaps with another account.`,
  tool_sign_in_token_kind: ({ server, host }) =>
    `${host} gave ${server} an access token of a kind that Parley cannot use. ${tellMakers}`,
  tool_sign_in_no_answer: ({ server, host, minutes }) =>
    `Your browser did not come back from ${host} within ${minutes === 1 ? '1 minute' : `${minutes} minutes`}, so you are not signed in to ${server}. Sign in again when you have time.`,
  tool_sign_in_stray: ({ server, host }) =>
    `What came back from ${host} did not belong to your sign-in to ${server}, so it was not used. Sign in again, and finish in the page that Parley opens.`,
  tool_sign_in_port: ({ server, port }) =>
    port === 0
      ? `Parley could not wait for your browser on this computer, so you are not signed in to ${server}. Check your firewall, and try again.`
      : `Another program uses port ${port}, which the client ID for ${server} needs. End that program, or enter another port.`,
};
