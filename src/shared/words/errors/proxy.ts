import type { networkCodes } from '../../model/error-codes/network.ts';
import type { ParamsIn } from './words-for.ts';

type Proxy = ParamsIn<typeof networkCodes, 'proxy_failed'>;

/** Says what a person can do about a proxy from this source. */
function remedy({ source }: Proxy): string {
  return source === null
    ? 'Check the proxy in the settings of your system.'
    : `Correct or unset ${source} and start Parley again.`;
}

function credentialsWords({ hasUser, source, scheme, port }: Proxy, name: string): string {
  const wants = hasUser
    ? `${name} refused the user name and password.`
    : `${name} asks for a user name and password.`;
  return `${wants} Put the right ones into ${source ?? 'HTTPS_PROXY'}, as in ${scheme}://name:password@host:${String(port)}, and start Parley again.`;
}

/** Explains a proxy failure: which proxy, where it is configured, and what to do. */
export function proxyWords(proxy: Proxy): string {
  const { failure, address, source, target, status } = proxy;
  const from = source === null ? ' of this system' : ` in ${source}`;
  const name = `The proxy ${address}${from}`;
  switch (failure) {
    case 'refused':
      return `${name} does not answer. Is it running? ${remedy(proxy)}`;
    case 'unknown_name':
      return `The name of the proxy ${address}${from} could not be looked up. Check the network. ${remedy(proxy)}`;
    case 'slow':
      return `${name} did not answer in time. Check the network. ${remedy(proxy)}`;
    case 'unreachable':
      return `${name} cannot be reached. Check the network. ${remedy(proxy)}`;
    case 'closed':
      return `${name} closed the connection. Try again. ${remedy(proxy)}`;
    case 'wants_credentials':
      return credentialsWords(proxy, name);
    case 'insecure':
      return `${name} does not answer with a secure connection that can be trusted. ${remedy(proxy)}`;
    case 'other_kind':
      return `${name} does not answer as a proxy of this kind does. ${remedy(proxy)}`;
    case 'forbids':
      return `${name} does not let Parley connect to ${target} (${status ?? ''}). Ask who runs it, or let ${target} go past it with NO_PROXY.`;
    case 'cut_off':
      return `${name} could not reach ${target} (${status ?? ''}). Check the base URL in Settings, or let ${target} go past the proxy with NO_PROXY.`;
  }
}
