import { isDeepStrictEqual } from 'node:util';
import type { RefusedParameter } from '../../../shared/model/parameters/parameters.ts';
import type { Provider } from '../../../shared/model/settings.ts';
import type { ProviderConnection } from '../../wire/connection.ts';
import { withheldFields, type Withheld } from '../../wire/needs.ts';
import { learnedWire, wireOf, withModel } from './protocols.ts';

/** Facts learned about a server from its refusals, and callbacks to record more. */
export type Learned = Pick<
  Required<ProviderConnection>,
  'refusesStreamOptions' | 'rememberStreamOptionsRefused' | 'quirks' | 'wires'
>;

/** The most models remembered per server; the oldest is forgotten first. */
const mostModels = 200;
const mostRefusedParameters = 50;

function withoutSystem(provider: Provider, model: string): Provider {
  const others = (provider.modelsWithoutSystem ?? []).filter((each) => each !== model);
  return { ...provider, modelsWithoutSystem: [...others, model].slice(-mostModels) };
}

function refusedParametersOf(provider: Provider, model: string): readonly RefusedParameter[] {
  return provider.refusedParameters?.[model] ?? [];
}

/** Returns the provider with the parameters that it refused for a model; none forgets them. */
export function withRefusedParameters(
  provider: Provider,
  model: string,
  refused: readonly RefusedParameter[],
): Provider {
  const others = Object.entries(provider.refusedParameters ?? {}).filter(
    ([each]) => each !== model,
  );
  const own = refused.slice(-mostRefusedParameters);
  const all = own.length === 0 ? others : [...others, [model, own] as const];
  return { ...provider, refusedParameters: Object.fromEntries(all.slice(-mostModels)) };
}

function withheldOf(provider: Provider, model: string): Withheld[] {
  const names = (provider.withheldFields?.[model] ?? '').split(' ');
  return withheldFields.filter((field) => names.includes(field));
}

/** Creates what is known about a provider, backed by the stored provider. */
export function createLearning(
  provider: () => Provider,
  learn: (change: (before: Provider) => Provider) => void,
): Learned {
  return {
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
    },
    wires: {
      of: (model) => wireOf(provider(), model),
      remember: (model, wire) => learn((before) => learnedWire(before, model, wire)),
    },
  };
}
