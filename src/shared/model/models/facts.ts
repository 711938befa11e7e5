import type { KnownPrice } from '../cost.ts';
import type { OwnModel } from './own-model.ts';

/** What a model may be able to do. */
export const abilities = ['vision', 'tools', 'reasoning'] as const;
export type Ability = (typeof abilities)[number];

/** What a server's list says about a model; absent where it says nothing. */
export interface SaidFacts {
  readonly vision?: boolean;
  readonly tools?: boolean;
  readonly reasoning?: boolean;
  /** The context window in tokens. */
  readonly contextTokens?: number;
}

/** What the table that comes with Parley says about a model. */
export interface TableFacts extends SaidFacts {
  /** The day the table was made, such as `2026-07-02`. */
  readonly date: string;
}

/** Where a fact comes from. */
export type FactSource =
  | { readonly kind: 'person' }
  /** The server's list of models. */
  | { readonly kind: 'server' }
  /** A refusal, which tells how the server really runs. */
  | { readonly kind: 'refusal' }
  | { readonly kind: 'table'; readonly date: string };

/** Something known, and from where. */
export interface Fact<T> {
  readonly value: T;
  readonly from: FactSource;
}

/** What is known of a model; null where nothing is. */
export interface ModelFacts extends Readonly<Record<Ability, Fact<boolean> | null>> {
  readonly contextTokens: Fact<number> | null;
  readonly price: KnownPrice | null;
}

/** Everything that may say something about a model. */
export interface FactSources {
  readonly own?: OwnModel | undefined;
  readonly said?: SaidFacts | undefined;
  /** The context window that a refusal named. */
  readonly refusedTokens?: number | undefined;
  readonly table?: TableFacts | undefined;
  readonly price?: KnownPrice | null | undefined;
}

/**
 * Tells what is known of a model and from where. The person's word counts first, then what the
 * server says, then the table.
 */
export function factsOf({ own, said, refusedTokens, table, price }: FactSources): ModelFacts {
  function first<T>(values: readonly (readonly [T | undefined, FactSource])[]): Fact<T> | null {
    for (const [value, from] of values) if (value !== undefined) return { value, from };
    return null;
  }
  const ofTable: FactSource = { kind: 'table', date: table?.date ?? '' };
  const ability = (name: Ability): Fact<boolean> | null =>
    first([
      [own?.[name], { kind: 'person' }],
      [said?.[name], { kind: 'server' }],
      [table?.[name], ofTable],
    ]);
  return {
    vision: ability('vision'),
    tools: ability('tools'),
    reasoning: ability('reasoning'),
    contextTokens: first([
      [own?.contextTokens, { kind: 'person' }],
      [refusedTokens, { kind: 'refusal' }],
      [said?.contextTokens, { kind: 'server' }],
      [table?.contextTokens, ofTable],
    ]),
    price: price ?? null,
  };
}
