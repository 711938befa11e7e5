import type { Coded } from '../model/errors.ts';
import * as z from 'zod';
import type { PriceList } from '../model/cost.ts';
import { extraInputSchema, type Extra } from '../model/extras.ts';
import {
  tokenPriceSchema,
  type KeyStatus,
  type Provider,
  type TokenPrice,
} from '../model/settings.ts';
import { typed } from './command.ts';
import { modelSchema, nothing, providerIdSchema } from './inputs.ts';

/** Which servers there are, what they offer, and what it costs. */
export const providerCommands = {
  'models.list': {
    input: z.object({ providerId: providerIdSchema, refresh: z.boolean() }),
    output: typed<readonly ModelInfo[]>(),
  },

  /** What the tokens of models cost, as far as it is known. */
  'prices.list': { input: nothing, output: typed<PriceList>() },
  /** null: what the person entered is forgotten, and what the server tells counts again. */
  'prices.set': {
    input: z.object({ model: modelSchema, price: tokenPriceSchema.nullable() }),
    output: typed<void>(),
  },

  'providers.save': {
    input: z.object({
      /** null makes a new one. */
      id: providerIdSchema.nullable(),
      kind: z.enum(['openai_compatible', 'demo']),
      /** '': named after its address. */
      name: z.string().trim().max(200),
      /** As typed or pasted; main finds the address in it. */
      baseUrl: z.string().max(100_000),
      /** Left out: those that there are stay. */
      extras: z.array(extraInputSchema).max(100).optional(),
      /** The person agrees that words and key are readable on the way to this address. */
      allowsPlainHttp: z.boolean().optional(),
    }),
    output: typed<ProviderView>(),
  },
  'providers.delete': {
    input: z.object({ providerId: providerIdSchema }),
    output: typed<void>(),
  },
  /** A key goes in and never comes out. */
  'providers.setKey': {
    input: z.object({
      providerId: providerIdSchema,
      key: z.string().trim().min(1).max(10_000),
    }),
    output: typed<KeyStatus>(),
  },
  'providers.deleteKey': {
    input: z.object({ providerId: providerIdSchema }),
    output: typed<void>(),
  },
  /** Servers on this machine that answer `/v1/models`. */
  'providers.discover': { input: nothing, output: typed<readonly DiscoveredServer[]>() },
} as const;

export interface ProviderView extends Pick<Provider, 'id' | 'kind' | 'name' | 'baseUrl'> {
  readonly key: KeyStatus;
  /** Headers and query fields; a secret value is null and stays in main. */
  readonly extras: readonly Extra[];
  /** What has to be done before all of them can be sent; null for nothing. */
  readonly extrasProblem: Coded | null;
  /** True while `baseUrl` is a guess: the first look for its models finds its API. */
  readonly isUnproven: boolean;
  /** Nothing is sent until the person agrees that it is readable on the way. */
  readonly needsConsent: boolean;
}

export interface ModelInfo {
  readonly id: string;
  /** As its server tells it. */
  readonly price?: TokenPrice;
}

export interface DiscoveredServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly ModelInfo[];
}
