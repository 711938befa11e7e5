import type { Provider } from '../../shared/model/providers/provider.ts';
import { originOf, readAddress, type Address } from './address.ts';
import { isOpenField } from './saving.ts';

/** The id of the provider that the environment describes; conversations may refer to it. */
export const environmentProviderId = 'environment';

export const openAiBaseUrl = 'https://api.openai.com/v1';

const openAi: Address = { baseUrl: openAiBaseUrl, unproven: null, query: [], neededQuery: [] };

/** The provider described by OPENAI_API_KEY and OPENAI_BASE_URL. Its key is never saved. */
export interface EnvironmentProvider {
  readonly provider: Provider;
  readonly apiKey: string | null;
  /** The query of the address; it is sent with every request. */
  readonly query: Readonly<Record<string, string>>;
  /** Query values that must never appear in a message. */
  readonly secrets: readonly string[];
}

/**
 * Reads the two variables that OpenAI's own clients use. Returns null if neither is set.
 * `allowsPlainHttp`: the person agreed to unencrypted http. Throws an ExpectedError (`invalid`) if
 * OPENAI_BASE_URL is not a valid address.
 */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  allowsPlainHttp = false,
): EnvironmentProvider | null {
  const apiKey = environment['OPENAI_API_KEY']?.trim() ?? '';
  const address = environment['OPENAI_BASE_URL']?.trim() ?? '';
  if (apiKey === '' && address === '') return null;
  const found = address === '' ? openAi : readAddress(address);
  const { baseUrl, unproven } = found;
  const name = baseUrl === openAiBaseUrl ? 'OpenAI' : new URL(baseUrl).host;
  const fields = [...found.neededQuery, ...found.query];
  return {
    provider: {
      id: environmentProviderId,
      kind: 'openai_compatible',
      name,
      baseUrl,
      ...(unproven === null ? {} : { unprovenAddress: unproven }),
      ...(allowsPlainHttp ? { readableOrigin: originOf(baseUrl) } : {}),
    },
    apiKey: apiKey === '' ? null : apiKey,
    query: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    secrets: fields.flatMap(({ name, value }) => (isOpenField(name) ? [] : [value])),
  };
}
