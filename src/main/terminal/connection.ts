import { t } from '../../shared/language/translate.ts';
import { createLearning } from '../providers/learned/learned.ts';
import { noExtras, type Connection } from '../wire/connection.ts';
import { createConnector } from '../providers/connecting.ts';
import { readEnvironment } from '../providers/environment.ts';
import { createServerFetch } from '../providers/fetch.ts';
import { askForConsent } from '../providers/plain-http.ts';
import { proxySecrets } from '../network/proxy.ts';
import type { ChatOptions } from './options.ts';

/**
 * Opens the server given by the options and the environment; null if they name none. Searches for
 * its API if the address leaves that open. Throws an ExpectedError (`invalid`) for an address that
 * is malformed, has no API, or is unencrypted without consent.
 */
export async function connectionFor(
  options: ChatOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Connection | null> {
  if (options.demo) return { protocol: 'demo', providerId: 'demo', name: t('terminal.demo.name') };
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: address } = environment;
  const found = readEnvironment(
    { OPENAI_API_KEY: key, OPENAI_BASE_URL: options.baseUrl ?? address },
    options.allowHttp,
  );
  if (found === null) return null;
  // A terminal chat is short, so what it learns about the server is not stored.
  let { provider } = found;
  askForConsent(provider);
  const connect = createConnector({
    keys: {
      status: () => ({ kind: 'none' }),
      keysFor: () => Promise.resolve(found.apiKey === null ? [] : [found.apiKey]),
    },
    extras: { sentWith: () => Promise.resolve({ extras: noExtras, secrets: [] }) },
    environment: found,
    fetch: createServerFetch(environment),
    proxySecrets: proxySecrets(environment),
    learnedOf: () =>
      createLearning(
        () => provider,
        (change) => {
          provider = change(provider);
        },
      ),
    onProven: () => undefined,
  });
  return connect(provider);
}
