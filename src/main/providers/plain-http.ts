import { expected } from '../../shared/expected.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import { isReadableOnTheWay, originOf } from './address.ts';

/**
 * True if a provider is reached unencrypted over the internet and the person has not agreed to
 * that.
 */
export function needsConsent(provider: Pick<Provider, 'baseUrl' | 'readableOrigin'>): boolean {
  const { baseUrl, readableOrigin } = provider;
  return isReadableOnTheWay(baseUrl) && readableOrigin !== originOf(baseUrl);
}

/**
 * Asks before an `http://` address on the internet is saved. Throws an ExpectedError (`invalid`)
 * whose action is `allow_plain_http`: saving again with that consent succeeds.
 */
export function askForConsent(provider: Provider): void {
  if (!needsConsent(provider)) return;
  throw expected('plain_http_unconfirmed', { host: new URL(provider.baseUrl).host });
}

/**
 * Throws an ExpectedError (`invalid`) for a provider that needs the person's consent before
 * anything is sent.
 */
export function checkConsent(provider: Provider): void {
  if (!needsConsent(provider)) return;
  throw expected('plain_http_refused', { host: new URL(provider.baseUrl).host });
}
