import {
  abilities,
  type Ability,
  type FactSource,
  type ModelFacts,
} from '../model/models/facts.ts';

/** What a model can do, in a word. */
export const abilityWords: Readonly<Record<Ability, string>> = {
  vision: 'vision',
  tools: 'tools',
  reasoning: 'reasoning',
};

/** A context window, short: `128k`, `1.05m`. */
export function contextText(tokens: number): string {
  if (tokens >= 1_000_000) return `${String(Number((tokens / 1_000_000).toFixed(2)))}m`;
  return `${String(Number((tokens / 1000).toFixed(tokens < 10_000 ? 1 : 0)))}k`;
}

/** Where a fact comes from, for the end of a line. */
export function sourceWords(from: FactSource, provider: string): string {
  switch (from.kind) {
    case 'person':
      return 'set by you';
    case 'server':
      return `as told by ${provider}`;
    case 'refusal':
      return `as a refusal of ${provider} told`;
    case 'table':
      return `from Parley’s table of ${from.date}`;
  }
}

/** Says, before anything is sent, that a model is known not to see pictures. */
export function picturesUnseenWords(model: string): string {
  return `${model} is not known to see pictures.`;
}

/** What is known of a model on one line; '' if nothing is. */
export function factsLine(facts: ModelFacts, money: (dollars: number) => string): string {
  const { contextTokens, price } = facts;
  const can = abilities.flatMap((name) =>
    facts[name]?.value === true ? [abilityWords[name]] : [],
  );
  const isFree = price !== null && price.prompt === 0 && price.completion === 0;
  return [
    ...(contextTokens === null ? [] : [contextText(contextTokens.value)]),
    ...(can.length === 0 ? [] : [can.join(', ')]),
    ...(isFree ? ['free'] : []),
    ...(price === null || isFree
      ? []
      : [`${money(price.prompt)} in, ${money(price.completion)} out`]),
  ].join(' · ');
}
