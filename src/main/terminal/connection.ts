import type { ProviderConnection } from '../chat/ports.ts';
import { originOf } from '../providers/address.ts';
import { createDemoFetch } from '../providers/demo/fetch.ts';
import { demoBaseUrl } from '../providers/demo/names.ts';
import { readEnvironment } from '../providers/environment.ts';
import { createServerFetch } from '../providers/fetch.ts';
import type { ChatOptions } from './options.ts';

/**
 * The server that the options and the environment name; null when they name none.
 * Throws an ExpectedError (`invalid`) for an address that is none.
 */
export function connectionFor(
  options: ChatOptions,
  environment: Readonly<Record<string, string | undefined>>,
): ProviderConnection | null {
  // A chat in the terminal is short: what it learned of the server is forgotten with it.
  const forgetful = {
    refusesStreamOptions: false,
    rememberStreamOptionsRefused: () => undefined,
  };
  if (options.demo) {
    return {
      ...forgetful,
      providerId: 'demo',
      name: 'The demo',
      baseUrl: demoBaseUrl,
      apiKey: null,
      fetch: createDemoFetch(),
    };
  }
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: address } = environment;
  const found = readEnvironment({
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: options.baseUrl ?? address,
  });
  if (found === null) return null;
  const { baseUrl } = found.provider;
  return {
    ...forgetful,
    providerId: originOf(baseUrl),
    name: found.provider.name,
    baseUrl,
    apiKey: found.apiKey,
    fetch: createServerFetch(environment),
  };
}
