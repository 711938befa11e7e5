import { isDeepStrictEqual } from 'node:util';
import { ownEntry } from '../../../shared/own-entry.ts';
import type { RefusedParameter } from '../../../shared/model/parameters/parameters.ts';
import { pictureAnswers } from '../../../shared/model/models/facts.ts';
import type { Provider } from '../../../shared/model/providers/provider.ts';
import type { ProviderConnection } from '../../wire/connection.ts';
import { withheldFields, type Withheld } from '../../wire/needs.ts';
import { maxModels, withModel } from './by-model.ts';
import { learnedWire, wireOf } from './protocols.ts';
import type { ModelInfo } from '../../../shared/contract/index.ts';
import type { ProviderList } from '../provider-list.ts';

/** Facts learned about a server from its refusals, and callbacks to record more. */
export type Learned = Pick<
  Required<ProviderConnection>,
  | 'refusesStreamOptions'
  | 'rememberStreamOptionsRefused'
  | 'quirks'
  | 'wires'
  | 'hostedTools'
  | 'pictureAnswers'
>;

const maxRefusedParameters = 50;

function withoutSystem(provider: Provider, model: string): Provider {
  const others = (provider.modelsWithoutSystem ?? []).filter((each) => each !== model);
  return { ...provider, modelsWithoutSystem: [...others, model].slice(-maxModels) };
}

/** The parameters that a provider refused for a model. */
export function refusedParametersOf(
  provider: Provider,
  model: string,
): readonly RefusedParameter[] {
  return ownEntry(provider.refusedParameters, model) ?? [];
}

/** Returns the provider with the parameters that it refused for a model; none forgets them. */
export function withRefusedParameters(
  provider: Provider,
  model: string,
  refused: readonly RefusedParameter[],
): Provider {
  const own = refused.length === 0 ? null : refused.slice(-maxRefusedParameters);
  return { ...provider, refusedParameters: withModel(provider.refusedParameters, model, own) };
}

function withheldOf(provider: Provider, model: string): Withheld[] {
  const names = (ownEntry(provider.withheldFields, model) ?? '').split(' ');
  return withheldFields.filter((field) => names.includes(field));
}

type Known = NonNullable<Provider['contextWindows']>;

const noWindows: Known = { listed: {}, refused: {} };

/** The most context windows that are stored of one list of models. */
const maxListed = 3000;

/** Stores the context windows in a new list of models; returns `provider` if nothing changed. */
function withListedWindows(provider: Provider, models: readonly ModelInfo[]): Provider {
  const before = provider.contextWindows ?? noWindows;
  const known = models.flatMap(({ id, contextTokens }) =>
    contextTokens === undefined ? [] : [[id, contextTokens] as const],
  );
  const listed = Object.fromEntries(known.slice(0, maxListed));
  if (JSON.stringify(listed) === JSON.stringify(before.listed)) return provider;
  return { ...provider, contextWindows: { ...before, listed } };
}

/** Returns the context window of a model, in tokens; null if it is unknown. */
function contextWindowOf({ contextWindows }: Provider, model: string): number | null {
  if (contextWindows === undefined) return null;
  const { listed, refused } = contextWindows;
  // A refusal comes from the server as it runs; a list may tell what the model could take.
  return ownEntry(refused, model) ?? ownEntry(listed, model) ?? null;
}

/** Stores the context window that a refusal named; null forgets it. */
function withRefusedWindow(provider: Provider, model: string, tokens: number | null): Provider {
  const before = provider.contextWindows ?? noWindows;
  const refused = withModel(before.refused, model, tokens);
  return { ...provider, contextWindows: { ...before, refused } };
}

/** Creates what is known about a provider, backed by the stored provider. */
export function createLearning(
  provider: () => Provider,
  learn: (change: (before: Provider) => Provider) => void,
  hostedTools: Learned['hostedTools'] = () => [],
): Learned {
  return {
    hostedTools,
    pictureAnswers(model) {
      const kept = ownEntry(provider().pictureAnswers, model);
      return pictureAnswers.find((each) => each === kept) ?? null;
    },
    refusesStreamOptions: provider().refusesStreamOptions ?? false,
    rememberStreamOptionsRefused: () =>
      learn((before) => ({ ...before, refusesStreamOptions: true })),
    quirks: {
      refusesSystem: (model) => provider().modelsWithoutSystem?.includes(model) === true,
      rememberSystemRefused: (model) => learn((before) => withoutSystem(before, model)),
      refusedParameters: (model) => refusedParametersOf(provider(), model),
      rememberRefusedParameters(model, refused) {
        if (!isDeepStrictEqual(refused, refusedParametersOf(provider(), model))) {
          learn((before) => withRefusedParameters(before, model, refused));
        }
      },
      withheld: (model) => withheldOf(provider(), model),
      rememberWithheld: (model, fields) =>
        learn((before) => ({
          ...before,
          withheldFields: withModel(before.withheldFields, model, fields.join(' ')),
        })),
      rememberContext(model, tokens) {
        if (contextWindowOf(provider(), model) === tokens) return;
        learn((before) => withRefusedWindow(before, model, tokens));
      },
      sawTokens(model, tokens) {
        const refused = ownEntry(provider().contextWindows?.refused, model);
        if (refused === undefined || tokens <= refused) return;
        learn((before) => withRefusedWindow(before, model, null));
      },
    },
    wires: {
      of: (model) => wireOf(provider(), model, hostedTools(model).length > 0),
      remember: (model, wire) => learn((before) => learnedWire(before, model, wire)),
    },
  };
}

/** The most models of one list that are known to make pictures. */
const maxDrawing = 500;

/** Stores which models make pictures; returns `provider` if nothing changed. */
function withPictureAnswers(provider: Provider, models: readonly ModelInfo[]): Provider {
  const known = models.flatMap(({ id, pictureAnswers: how }) =>
    how === undefined ? [] : [[id, how] as const],
  );
  const { pictureAnswers: before, ...rest } = provider;
  const now = Object.fromEntries(known.slice(0, maxDrawing));
  if (isDeepStrictEqual(now, before ?? {})) return provider;
  return known.length === 0 ? rest : { ...rest, pictureAnswers: now };
}

/** Keeps what lists of models say about context windows and pictures. */
export interface Windows {
  /** Stores what a provider's new list of models says. */
  told(providerId: string, models: readonly ModelInfo[]): void;
}

/** Creates it on top of the stored providers. */
export function createWindows(providers: Pick<ProviderList, 'find' | 'change'>): Windows {
  return {
    told(providerId, models) {
      const learn = (provider: Provider): Provider =>
        withPictureAnswers(withListedWindows(provider, models), models);
      const before = providers.find(providerId);
      if (learn(before) !== before) providers.change(providerId, learn);
    },
  };
}
