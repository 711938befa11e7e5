import { listText } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import type { ModelInfo, ProviderView } from '../../shared/contract/index.ts';
import { ExpectedError } from '../../shared/expected.ts';
import type { ChosenModel } from '../turns/turn-service.ts';
import { refusal } from './errors.ts';
import type { ApiCore } from './ports.ts';

/** A model with the name that programs use for it. */
export interface NamedModel {
  /** `provider/model` */
  readonly name: string;
  readonly owner: string;
}

/** The models of all providers, under unambiguous names. */
export interface ModelNames {
  /** Providers that do not answer in time are left out. Throws an ExpectedError if none does. */
  list(): Promise<readonly NamedModel[]>;
  /**
   * Finds the model for a name; null stands for the default. Throws ExpectedErrors and ApiFailures.
   */
  resolve(name: string | null): Promise<ChosenModel>;
  /** The name of a chosen model. */
  nameOf(chosen: ChosenModel): string;
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '');
}

/** The part before the slash: the provider's name if that is unambiguous, otherwise its id. */
function prefixOf(provider: ProviderView, all: readonly ProviderView[]): string {
  const slug = slugOf(provider.name);
  const isOwn = all.every(
    (other) => other.id === provider.id || (slugOf(other.name) !== slug && other.id !== slug),
  );
  return slug !== '' && isOwn ? slug : provider.id;
}

interface Match {
  readonly provider: ProviderView;
  readonly model: string;
  /** Longer matches are more specific; an id is unambiguous. */
  readonly weight: number;
}

/** Every interpretation of a name as `provider/model`. */
function matches(name: string, all: readonly ProviderView[]): readonly Match[] {
  const lower = name.toLowerCase();
  return all.flatMap((provider) => {
    const keys = [provider.id, slugOf(provider.name), provider.name.toLowerCase()];
    const key = keys.find((each) => each !== '' && lower.startsWith(`${each.toLowerCase()}/`));
    if (key === undefined) return [];
    const model = name.slice(key.length + 1).trim();
    if (model === '') return [];
    const weight = key === provider.id ? Number.POSITIVE_INFINITY : key.length;
    return [{ provider, model, weight }];
  });
}

const unknown = (name: string): Error =>
  refusal(
    404,
    'model_not_found',
    () => t('api.no_model', { model: name.slice(0, 200), request: 'GET /v1/models' }),
    { param: 'model', kind: 'model_not_found' },
  );

/**
 * Creates the names for the providers that are set up at the time of each call. `patienceMs`
 * applies to each provider's list.
 */
export function createModelNames(core: ApiCore, patienceMs: number): ModelNames {
  const { registry } = core;

  function inTime(providerId: string): Promise<readonly ModelInfo[] | null> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMs);
    });
    const listed = core.listModels(providerId, false);
    return Promise.race([listed, patience]).finally(() => clearTimeout(timer));
  }

  /**
   * A name without a provider means the default provider's model, unless only another provider
   * lists it.
   */
  async function resolveBare(name: string): Promise<ChosenModel> {
    const preferred = registry.defaultProviderId();
    const ids = registry.list().map(({ id }) => id);
    const ordered = ids
      .filter((id) => id === preferred)
      .concat(ids.filter((id) => id !== preferred));
    const has = async (providerId: string): Promise<boolean | null> => {
      try {
        const models = await inTime(providerId);
        return models === null ? null : models.some(({ id }) => id === name);
      } catch (error) {
        // A server without a list may still have the model.
        if (error instanceof ExpectedError) return null;
        throw error;
      }
    };
    const [first, ...others] = ordered;
    if (first === undefined) return core.choose({ providerId: null, model: name });
    const knows = await has(first);
    if (knows === true) return core.choose({ providerId: first, model: name });
    const listing = await Promise.all(others.map(async (id) => ({ id, knows: await has(id) })));
    const holders = listing.filter((each) => each.knows === true);
    const [holder] = holders;
    if (holders.length === 1 && holder !== undefined) {
      return core.choose({ providerId: holder.id, model: name });
    }
    if (holders.length > 1)
      throw ambiguous(
        name,
        holders.map(({ id }) => id),
      );
    if (knows === null) return core.choose({ providerId: first, model: name });
    throw unknown(name);
  }

  function ambiguous(name: string, providerIds: readonly string[]): Error {
    const all = registry.list();
    const names = all
      .filter(({ id }) => providerIds.includes(id))
      .map((each) => prefixOf(each, all));
    return refusal(
      400,
      'model_ambiguous',
      () =>
        t('api.ambiguous_model', {
          model: name.slice(0, 200),
          beginnings: listText(names.map((each) => `${each}/`)),
        }),
      { param: 'model' },
    );
  }

  return {
    async list() {
      const all = registry.list();
      const listed = await Promise.allSettled(
        all.map(async (provider) => ({ provider, models: (await inTime(provider.id)) ?? [] })),
      );
      const answered = listed.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const failed = listed.find((each) => each.status === 'rejected');
      if (answered.length === 0 && failed !== undefined) throw failed.reason;
      return answered.flatMap(({ provider, models }) => {
        const owner = prefixOf(provider, all);
        return models.map(({ id }) => ({ name: `${owner}/${id}`, owner }));
      });
    },

    async resolve(name) {
      if (name === null) return core.choose({ providerId: null, model: null });
      const found = matches(name, registry.list());
      const weight = Math.max(0, ...found.map((match) => match.weight));
      const best = found.filter((match) => match.weight === weight);
      const [match] = best;
      if (match === undefined) return resolveBare(name);
      if (best.length > 1)
        throw ambiguous(
          name,
          best.map(({ provider }) => provider.id),
        );
      return core.choose({ providerId: match.provider.id, model: match.model });
    },

    nameOf({ providerId, model }) {
      const all = registry.list();
      const provider = all.find(({ id }) => id === providerId);
      return `${provider === undefined ? providerId : prefixOf(provider, all)}/${model}`;
    },
  };
}
