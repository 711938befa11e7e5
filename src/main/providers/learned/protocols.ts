import type { CommandInput, ModelProtocol, ProviderView } from '../../../shared/contract/index.ts';
import {
  protocolChoices,
  type ProtocolChoice,
  type Provider,
} from '../../../shared/model/providers/provider.ts';
import { ownEntry } from '../../../shared/own-entry.ts';
import type { ModelWire, ModelWires } from '../../wire/connection.ts';
import { withModel } from './by-model.ts';

function asWire(value: string | undefined): ModelWire | null {
  return value === 'chat_completions' || value === 'responses' ? value : null;
}

/** The person's choice for a provider; one from a newer Parley counts as automatic. */
function choiceOf({ protocol }: Provider): ProtocolChoice {
  return protocolChoices.find((choice) => choice === protocol) ?? 'automatic';
}

function ofModels({ modelProtocols = {} }: Provider): readonly ModelProtocol[] {
  return Object.entries(modelProtocols).flatMap(([model, value]) => {
    const protocol = asWire(value);
    return protocol === null ? [] : [{ model, protocol }];
  });
}

/** The protocols of a provider, as its form shows them. */
export function protocolView(
  provider: Provider,
): Pick<ProviderView, 'protocol' | 'modelProtocols'> {
  return { protocol: choiceOf(provider), modelProtocols: ofModels(provider) };
}

/**
 * The wire of a model. The person's choice for the model holds whatever the server says, and so does
 * Chat Completions for the provider. Responses for the provider, or for a model that uses tools
 * which exist only there (`prefersResponses`), means: wherever the server has it.
 */
export function wireOf(
  provider: Provider,
  model: string,
  prefersResponses = false,
): ReturnType<ModelWires['of']> {
  const own = asWire(ownEntry(provider.modelProtocols, model));
  if (own !== null) return { wire: own, isFixed: true };
  const choice = choiceOf(provider);
  if (choice === 'chat_completions') return { wire: choice, isFixed: true };
  const learned = asWire(ownEntry(provider.learnedProtocols, model));
  const first = choice === 'automatic' && !prefersResponses ? 'chat_completions' : 'responses';
  return { wire: learned ?? first, isFixed: false };
}

/** Remembers the wire that a model answered over. */
export function learnedWire(before: Provider, model: string, wire: ModelWire): Provider {
  return { ...before, learnedProtocols: withModel(before.learnedProtocols, model, wire) };
}

/** The provider with the protocols of a form. A choice that changes is tried afresh. */
export function withProtocols(
  before: Provider,
  { protocol, modelProtocols }: Pick<CommandInput<'providers.save'>, 'protocol' | 'modelProtocols'>,
): Provider {
  const { learnedProtocols, ...rest } = before;
  const isKept = protocol === undefined || protocol === choiceOf(before);
  return {
    ...rest,
    ...(protocol === undefined ? {} : { protocol }),
    ...(modelProtocols === undefined
      ? {}
      : {
          modelProtocols: Object.fromEntries(
            modelProtocols.map((each) => [each.model, each.protocol]),
          ),
        }),
    ...(isKept && learnedProtocols !== undefined ? { learnedProtocols } : {}),
  };
}
