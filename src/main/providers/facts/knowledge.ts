import type {
  CommandInput,
  KnownModels,
  ListedModel,
  ModelInfo,
} from '../../../shared/contract/index.ts';
import { factsOf, type KnownAbilities } from '../../../shared/model/models/facts.ts';
import {
  maxOwnModels,
  patchedOwnModel,
  type OwnModel,
} from '../../../shared/model/models/own-model.ts';
import { modelKey } from '../../../shared/model/parameters/parameters.ts';
import type { Provider } from '../../../shared/model/providers/provider.ts';
import { ownEntry } from '../../../shared/own-entry.ts';
import type { ModelLists } from '../models.ts';
import type { SettingsPort } from '../ports.ts';
import type { PricedModel } from '../prices.ts';
import type { FactTable } from './table.ts';

/** Dependencies of {@link createModelKnowledge}. */
export interface KnowledgeRooms {
  readonly settings: SettingsPort;
  readonly provider: (providerId: string) => Provider | undefined;
  readonly find: ModelLists['find'];
  readonly lastListed: ModelLists['lastListed'];
  readonly loadTable: () => Promise<FactTable>;
}

/** The facts about models, from the person, their servers, their refusals and the table. */
export interface ModelKnowledge {
  /** The models of a provider, with all that may say something about them. Throws as listing does. */
  known(providerId: string, refresh: boolean): Promise<KnownModels>;
  /** The known abilities of a model. Asks no server. */
  abilities(providerId: string, model: string): Promise<KnownAbilities>;
  /** The context window of a model, in tokens; null if it is unknown. Asks no server. */
  contextWindow(providerId: string, model: string): Promise<number | null>;
  change(input: CommandInput<'models.change'>): void;
}

/** The models of a list with the prices that a well-known service does not name itself. */
export async function priced(
  loadTable: () => Promise<FactTable>,
  baseUrl: string,
  models: readonly ModelInfo[],
): Promise<readonly PricedModel[]> {
  const table = await loadTable();
  return models.map((model) => {
    const price = model.price === undefined ? table.price(baseUrl, model.id) : null;
    return price === null ? model : { id: model.id, price, date: table.date };
  });
}

/** The models that the person has set something for, although their server does not list them. */
function unlisted(
  own: Readonly<Record<string, OwnModel>>,
  providerId: string,
  listed: readonly ModelInfo[],
): readonly ModelInfo[] {
  const ids = new Set(listed.map(({ id }) => id));
  const start = `${providerId}/`;
  return Object.keys(own).flatMap((key) => {
    const id = key.startsWith(start) ? key.slice(start.length) : '';
    return id === '' || ids.has(id) ? [] : [{ id }];
  });
}

/** Creates it on top of the settings. */
export function createModelKnowledge(rooms: KnowledgeRooms): ModelKnowledge {
  const { settings, provider, loadTable } = rooms;
  return {
    async known(providerId, refresh) {
      const [{ models, isKept }, table] = await Promise.all([
        rooms.find(providerId, refresh),
        loadTable(),
      ]);
      const { baseUrl = '', contextWindows } = provider(providerId) ?? {};
      const all = [...models, ...unlisted(settings.read().models, providerId, models)];
      const known = all.map((model): ListedModel => {
        const refusedTokens = ownEntry(contextWindows?.refused, model.id);
        const facts = table.facts(baseUrl, model.id);
        return {
          ...model,
          ...(refusedTokens === undefined ? {} : { refusedTokens }),
          ...(facts === null ? {} : { table: facts }),
        };
      });
      return { models: known, isKept };
    },

    async abilities(providerId, model) {
      const found = provider(providerId);
      if (found === undefined) return { vision: null, tools: null, reasoning: null };
      const [listed, table] = await Promise.all([
        rooms.lastListed(providerId, found.baseUrl),
        loadTable(),
      ]);
      const facts = factsOf({
        own: ownEntry(settings.read().models, modelKey(providerId, model)),
        said: listed.find(({ id }) => id === model),
        table: table.facts(found.baseUrl, model) ?? undefined,
      });
      return {
        vision: facts.vision?.value ?? null,
        tools: facts.tools?.value ?? null,
        reasoning: facts.reasoning?.value ?? null,
      };
    },

    async contextWindow(providerId, model) {
      const found = provider(providerId);
      if (found === undefined) return null;
      const { baseUrl, contextWindows } = found;
      const said = ownEntry(contextWindows?.listed, model);
      const { contextTokens } = factsOf({
        own: ownEntry(settings.read().models, modelKey(providerId, model)),
        refusedTokens: ownEntry(contextWindows?.refused, model),
        said: said === undefined ? {} : { contextTokens: said },
        table: (await loadTable()).facts(baseUrl, model) ?? undefined,
      });
      return contextTokens?.value ?? null;
    },

    change({ providerId, model, patch }) {
      const key = modelKey(providerId, model);
      settings.update((before) => {
        const own = patchedOwnModel(ownEntry(before.models, key), patch);
        const others = Object.entries(before.models).filter(([each]) => each !== key);
        const all = own === null ? others : [...others, [key, own] as const];
        return { ...before, models: Object.fromEntries(all.slice(-maxOwnModels)) };
      });
    },
  };
}
