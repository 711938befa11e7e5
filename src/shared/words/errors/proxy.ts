import { t } from '../../language/translate.ts';
import type { networkCodes } from '../../model/error-codes/network.ts';
import type { ParamsIn } from './words-for.ts';

type Proxy = ParamsIn<typeof networkCodes, 'proxy_failed'>;

/** Explains a failure of the proxy in the settings of the system. */
function systemProxyWords(proxy: Proxy): string {
  const { failure, address, scheme, port, target, status, hasUser } = proxy;
  switch (failure) {
    case 'wants_credentials': {
      const refused = hasUser ? 'refused_credentials' : failure;
      return t(`error.proxy_failed.${refused}.system`, { address, scheme, port });
    }
    case 'forbids':
    case 'cut_off':
      return t(`error.proxy_failed.${failure}.system`, { address, target, status: status ?? '' });
    case 'closed':
    case 'insecure':
    case 'other_kind':
    case 'refused':
    case 'slow':
    case 'unknown_name':
    case 'unreachable':
      return t(`error.proxy_failed.${failure}.system`, { address });
  }
}

/** Explains a proxy failure: which proxy, where it is configured, and what to do. */
export function proxyWords(proxy: Proxy): string {
  const { failure, address, scheme, port, source, target, status, hasUser } = proxy;
  if (source === null) return systemProxyWords(proxy);
  const values = { address, source };
  switch (failure) {
    case 'wants_credentials': {
      const refused = hasUser ? 'refused_credentials' : failure;
      return t(`error.proxy_failed.${refused}.variable`, { ...values, scheme, port });
    }
    case 'forbids':
    case 'cut_off':
      return t(`error.proxy_failed.${failure}.variable`, {
        ...values,
        target,
        status: status ?? '',
      });
    case 'closed':
    case 'insecure':
    case 'other_kind':
    case 'refused':
    case 'slow':
    case 'unknown_name':
    case 'unreachable':
      return t(`error.proxy_failed.${failure}.variable`, values);
  }
}
