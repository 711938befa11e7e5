import * as z from 'zod';
import { expected } from '../../shared/expected.ts';
import { sameExtra } from '../../shared/model/extra-rules.ts';
import type { Coded } from '../../shared/model/errors.ts';
import { extraSchema, type Extra, type ExtraInput } from '../../shared/model/extras.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import { noExtras, type ConnectionExtras } from '../wire/connection.ts';
import { originOf } from './address.ts';
import { checkExtras, refusedExtras } from './extra-rules.ts';
import { checkStorage } from './keys/key-ring.ts';
import type { SecretsPort } from './ports.ts';

/** The secret values of a provider's extras, encrypted together. */
const keptSchema = z.object({
  values: z.array(extraSchema.extend({ value: z.string() })),
  version: z.literal(1),
});
type KeptValue = Extra & { readonly value: string };

/** Stored next to the provider's key in `secrets.json`. */
const secretId = (providerId: string): string => `${providerId} extras`;

/** The extras sent with every request to a provider, and the secret values among them. */
export interface SentExtras {
  readonly extras: ConnectionExtras;
  readonly secrets: readonly string[];
}

/**
 * The headers and query fields of providers: names are in the settings, secret values are
 * encrypted.
 */
export interface ExtraKeeper {
  /**
   * Throws an ExpectedError (`auth`, `storage`) with a next step if a secret value cannot be sent.
   */
  sentWith(provider: Provider): Promise<SentExtras>;
  /**
   * Stores the extras of a form and returns the provider with them. Throws an ExpectedError
   * (`invalid`, `storage`), and then nothing has changed.
   */
  keep(provider: Provider, wanted: readonly ExtraInput[], allowWeak: boolean): Promise<Provider>;
  /** The problem with the secret values; null if there is none. */
  problemOf(provider: Provider): Coded | null;
  remove(providerId: string): Promise<void>;
}

const extrasOf = (provider: Provider): readonly Extra[] => provider.extras ?? [];
const hasSecrets = (provider: Provider): boolean =>
  extrasOf(provider).some(({ value }) => value === null);

function originsOf(provider: Provider, given: string) {
  return { provider: provider.name, given, origin: originOf(provider.baseUrl) };
}

function asSent(values: readonly KeptValue[]): ConnectionExtras {
  const of = (place: Extra['place']): Readonly<Record<string, string>> =>
    Object.fromEntries(
      values.flatMap((each) => (each.place === place ? [[each.name, each.value]] : [])),
    );
  return { headers: of('header'), query: of('query') };
}

/** Creates the keeper on top of the stored secrets. */
export function createExtraKeeper(secrets: SecretsPort): ExtraKeeper {
  async function keptValues(provider: Provider): Promise<readonly KeptValue[]> {
    const read = await secrets.read(secretId(provider.id));
    switch (read.kind) {
      case 'none':
        throw expected('extras_absent', { provider: provider.name });
      case 'unreadable':
        throw expected('extras_undecryptable', { provider: provider.name });
      case 'key': {
        if (read.origin !== originOf(provider.baseUrl)) {
          throw expected('extras_other_origin', originsOf(provider, read.origin));
        }
        try {
          return keptSchema.parse(JSON.parse(read.key)).values;
        } catch {
          // The original error would quote what could not be read.
          throw expected('extras_damaged', { provider: provider.name });
        }
      }
    }
  }

  /** The values to encrypt, both typed and unchanged. */
  async function secretValues(
    provider: Provider,
    wanted: readonly ExtraInput[],
  ): Promise<readonly KeptValue[]> {
    const stays = wanted.some(({ isSecret, value }) => isSecret && value === null);
    const before = stays ? await keptValues(provider) : [];
    return wanted.flatMap(({ place, name, isSecret, value }) => {
      if (!isSecret) return [];
      const found = value?.trim() ?? before.find((each) => sameExtra(each, { place, name }))?.value;
      if (found === undefined) throw refusedExtras('extra_value_wanted', { name });
      return [{ place, name, value: found }];
    });
  }

  return {
    async sentWith(provider) {
      const all = extrasOf(provider);
      if (all.length === 0) return { extras: noExtras, secrets: [] };
      const kept = hasSecrets(provider) ? await keptValues(provider) : [];
      const values = all.map(({ place, name, value }) => {
        const found = value ?? kept.find((each) => sameExtra(each, { place, name }))?.value;
        if (found !== undefined) return { place, name, value: found };
        throw expected('extra_value_missing', { name });
      });
      return { extras: asSent(values), secrets: kept.map(({ value }) => value) };
    },

    async keep(provider, wanted, allowWeak) {
      checkExtras(wanted);
      const extras = wanted.map(({ place, name, isSecret, value }): Extra => {
        if (isSecret) return { place, name, value: null };
        const known = extrasOf(provider).find((each) => sameExtra(each, { place, name }))?.value;
        const open = value?.trim() ?? known ?? null;
        // A value that was secret is never turned back into a visible one.
        if (open === null) throw refusedExtras('extra_value_hidden', { name });
        return { place, name, value: open };
      });
      const values = await secretValues(provider, wanted);
      if (values.length > 0) {
        await checkStorage(secrets, allowWeak, 'extras', provider);
        const text = JSON.stringify({ values, version: 1 });
        await secrets.write(secretId(provider.id), text, originOf(provider.baseUrl));
      } else if (secrets.status(secretId(provider.id)) !== null) {
        await secrets.remove(secretId(provider.id));
      }
      const { extras: _before, ...rest } = provider;
      return extras.length === 0 ? rest : { ...rest, extras };
    },

    problemOf(provider) {
      if (!hasSecrets(provider)) return null;
      const status = secrets.status(secretId(provider.id));
      if (status === null) return { code: 'extras_not_here', params: {} };
      return status.origin === originOf(provider.baseUrl)
        ? null
        : { code: 'extras_other_origin_here', params: originsOf(provider, status.origin) };
    },

    remove: (providerId) => secrets.remove(secretId(providerId)),
  };
}
