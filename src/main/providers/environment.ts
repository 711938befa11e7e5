import type { Provider } from '../../shared/settings.ts';
import { normaliseBaseUrl, originOf } from './address.ts';

/** The id of the provider that the environment describes; conversations may name it. */
export const environmentProviderId = 'environment';

export const openAiBaseUrl = 'https://api.openai.com/v1';

/** A provider from OPENAI_API_KEY and OPENAI_BASE_URL. Its key is used, and never written down. */
export interface EnvironmentProvider {
  readonly provider: Provider;
  readonly apiKey: string | null;
}

/**
 * Reads the two variables that OpenAI's own clients read. Returns null when neither is set.
 * Throws an ExpectedError (`invalid`) when OPENAI_BASE_URL is no address.
 */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentProvider | null {
  const apiKey = environment['OPENAI_API_KEY']?.trim() ?? '';
  const address = environment['OPENAI_BASE_URL']?.trim() ?? '';
  if (apiKey === '' && address === '') return null;
  const baseUrl = address === '' ? openAiBaseUrl : normaliseBaseUrl(address);
  const name = baseUrl === openAiBaseUrl ? 'OpenAI' : new URL(originOf(baseUrl)).host;
  return {
    provider: { id: environmentProviderId, kind: 'openai_compatible', name, baseUrl },
    apiKey: apiKey === '' ? null : apiKey,
  };
}
