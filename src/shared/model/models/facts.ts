import type { KnownPrice } from '../cost.ts';
import type { OwnModel } from './own-model.ts';

/** The abilities that a model may have. */
export const abilities = ['vision', 'tools', 'reasoning'] as const;
export type Ability = (typeof abilities)[number];

/** The abilities of a model; null where one is unknown. */
export type KnownAbilities = Readonly<Record<Ability, boolean | null>>;

/** How a model answers with pictures: with nothing else, or beside text. */
export const pictureAnswers = ['alone', 'with_text'] as const;
export type PictureAnswers = (typeof pictureAnswers)[number];

/** The facts about a model in a server's list; absent where it says nothing. */
export interface SaidFacts {
  readonly vision?: boolean;
  readonly tools?: boolean;
  readonly reasoning?: boolean;
  /** The context window in tokens. */
  readonly contextTokens?: number;
}

/** The facts about a model in the table that comes with Parley. */
export interface TableFacts extends SaidFacts {
  /** The day the table was made, such as `2026-07-02`. */
  readonly date: string;
}

/** The source of a fact. */
export type FactSource =
  | { readonly kind: 'person' }
  /** The server's list of models. */
  | { readonly kind: 'server' }
  /** A refusal, which tells how the server really runs. */
  | { readonly kind: 'refusal' }
  | { readonly kind: 'table'; readonly date: string };

/** A fact and its source. */
export interface Fact<T> {
  readonly value: T;
  readonly from: FactSource;
}

/** The known facts about a model; null where there are none. */
export interface ModelFacts extends Readonly<Record<Ability, Fact<boolean> | null>> {
  readonly contextTokens: Fact<number> | null;
  readonly price: KnownPrice | null;
}

/** All sources of facts about a model. */
export interface FactSources {
  readonly own?: OwnModel | undefined;
  readonly said?: SaidFacts | undefined;
  /** The context window that a refusal named. */
  readonly refusedTokens?: number | undefined;
  readonly table?: TableFacts | undefined;
  readonly price?: KnownPrice | null | undefined;
}

/**
 * Returns the facts about a model and their sources. The person's settings count first, then
 * refusals, then the server's list, then the table.
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
