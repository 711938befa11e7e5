import type { Coded } from '../model/errors.ts';
import * as z from 'zod';
import type { PriceList } from '../model/cost.ts';
import type {
  KnownAbilities,
  PictureAnswers,
  SaidFacts,
  TableFacts,
} from '../model/models/facts.ts';
import { ownModelPatchSchema } from '../model/models/own-model.ts';
import { parametersSchema } from '../model/parameters/schema.ts';
import type { RefusedParameter } from '../model/parameters/parameters.ts';
import { extraInputSchema, type Extra } from '../model/extras.ts';
import { tokenPriceSchema, type TokenPrice } from '../model/settings.ts';
import {
  maxAccountName,
  protocolChoices,
  timeoutSchema,
  type KeyStatus,
  type ProtocolChoice,
  type Provider,
} from '../model/providers/provider.ts';
import { maxModelProtocols } from '../model/providers/provider-limits.ts';
import { typed } from './command.ts';
import { modelSchema, nothing, providerIdSchema } from './inputs.ts';

const keySchema = z.string().trim().min(1).max(10_000);
const keyPlaceSchema = z.string().regex(/^\d{0,3}$/);

/** The protocol of one model. */
const modelProtocolSchema = z.object({
  model: modelSchema,
  protocol: z.enum(['chat_completions', 'responses']),
});
export type ModelProtocol = Readonly<z.infer<typeof modelProtocolSchema>>;

/** Commands for servers, their models and prices. */
export const providerCommands = {
  'models.list': {
    input: z.object({ providerId: providerIdSchema, refresh: z.boolean() }),
    output: typed<readonly ModelInfo[]>(),
  },

  /** The same with everything else that is known of each model. */
  'models.known': {
    input: z.object({ providerId: providerIdSchema, refresh: z.boolean() }),
    output: typed<KnownModels>(),
  },
  /** The known abilities of a model. Asks no server. */
  'models.abilities': {
    input: z.object({ providerId: providerIdSchema, model: modelSchema }),
    output: typed<KnownAbilities>(),
  },
  /** Changes what the person has set for one model. */
  'models.change': {
    input: z.object({
      providerId: providerIdSchema,
      model: modelSchema,
      patch: ownModelPatchSchema(),
    }),
    output: typed<void>(),
  },

  /** The known token prices of models. */
  'prices.list': { input: nothing, output: typed<PriceList>() },
  /** Null discards the price the person entered; the server's price applies again. */
  'prices.set': {
    input: z.object({ model: modelSchema, price: tokenPriceSchema.nullable() }),
    output: typed<void>(),
  },

  'providers.save': {
    input: z.object({
      /** Null creates a provider. */
      id: providerIdSchema.nullable(),
      kind: z.enum(['openai_compatible', 'demo']),
      /** If empty, the provider is named after its address. */
      name: z.string().trim().max(200),
      /** As typed or pasted; main extracts the address. */
      baseUrl: z.string().max(100_000),
      /** If omitted, the existing ones are kept. */
      extras: z.array(extraInputSchema).max(100).optional(),
      /** Empty for none; if omitted, the existing one is kept. So is the timeout. */
      organisation: z.string().trim().max(maxAccountName).optional(),
      project: z.string().trim().max(maxAccountName).optional(),
      /** Null for the setting of all providers. */
      timeoutSeconds: timeoutSchema.nullable().optional(),
      /** If omitted, the existing one is kept. */
      protocol: z.enum(protocolChoices).optional(),
      /** The protocols of single models; if omitted, the existing ones are kept. */
      modelProtocols: z.array(modelProtocolSchema).max(maxModelProtocols).optional(),
      /** The person accepts that messages and the key can be read in transit to this address. */
      allowsPlainHttp: z.boolean().optional(),
    }),
    output: typed<ProviderView>(),
  },
  'providers.delete': {
    input: z.object({ providerId: providerIdSchema }),
    output: typed<void>(),
  },
  /** Keys are write-only. */
  'providers.setKey': {
    input: z.object({
      providerId: providerIdSchema,
      key: keySchema,
    }),
    output: typed<KeyStatus>(),
  },
  /** Deletes the only key, or the one at a place of `furtherKeys`. */
  'providers.deleteKey': {
    input: z.object({ providerId: providerIdSchema, place: keyPlaceSchema.optional() }),
    output: typed<void>(),
  },
  /** Adds a key that is tried after the others. */
  'providers.addKey': {
    input: z.object({ providerId: providerIdSchema, key: keySchema }),
    output: typed<void>(),
  },
  /** Tries the key at a place before all others. */
  'providers.preferKey': {
    input: z.object({ providerId: providerIdSchema, place: keyPlaceSchema }),
    output: typed<void>(),
  },
  /** Parameters of all conversations with a model; null for none. */
  'models.setParameters': {
    input: z.object({
      providerId: providerIdSchema,
      model: modelSchema,
      parameters: parametersSchema().nullable(),
    }),
    output: typed<void>(),
  },
  /** Sends a parameter again that the server refused for a model. */
  'models.retryParameter': {
    input: z.object({
      providerId: providerIdSchema,
      model: modelSchema,
      field: z.string().max(100),
    }),
    output: typed<void>(),
  },
  /** Servers on this machine that answer at `/v1/models`. */
  'providers.discover': { input: nothing, output: typed<readonly DiscoveredServer[]>() },
} as const;

/** The public facts about a key after the first. */
export interface FurtherKey {
  readonly place: string;
  readonly status: KeyStatus;
}

export interface ProviderView extends Pick<Provider, 'id' | 'kind' | 'name' | 'baseUrl'> {
  /** The first key. */
  readonly key: KeyStatus;
  /** The keys that are tried when it is refused or at its limit, in their order. */
  readonly furtherKeys: readonly FurtherKey[];
  readonly organisation: string;
  readonly project: string;
  /** Null for the setting of all providers. */
  readonly timeoutSeconds: number | null;
  /** Headers and query fields. A secret value is null here and stays in main. */
  readonly extras: readonly Extra[];
  /** What keeps them from being sent; null if nothing does. */
  readonly extrasProblem: Coded | null;
  /** Parameters that the server refused, by model. */
  readonly refusedParameters: Readonly<Record<string, readonly RefusedParameter[]>>;
  readonly protocol: ProtocolChoice;
  /** Models with a protocol of their own. */
  readonly modelProtocols: readonly ModelProtocol[];
  /** True while `baseUrl` is a guess. The first request for models finds the real one. */
  readonly isUnproven: boolean;
  /** True until the person accepts that messages can be read in transit. Nothing is sent before. */
  readonly needsConsent: boolean;
}

/** A model as its server lists it. */
export interface ModelInfo extends SaidFacts {
  readonly id: string;
  /** For people, if the server has one besides the id. */
  readonly name?: string;
  readonly price?: TokenPrice;
  /** Absent if it makes none, or its server does not say so. */
  readonly pictureAnswers?: PictureAnswers;
}

/** A model, with everything that main knows of it. */
export interface ListedModel extends ModelInfo {
  /** The context window that a refusal named. */
  readonly refusedTokens?: number;
  readonly table?: TableFacts;
}

/** The models of a provider. */
export interface KnownModels {
  readonly models: readonly ListedModel[];
  /** The list is from an earlier run; the server is being asked, and a refresh tells its answer. */
  readonly isKept: boolean;
}

export interface DiscoveredServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly ModelInfo[];
}
