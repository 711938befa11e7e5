import { listText, perLanguage } from '../language/formats.ts';
import { t } from '../language/translate.ts';
import { abilities, type FactSource, type ModelFacts } from '../model/models/facts.ts';

const compact = perLanguage((tag) => new Intl.NumberFormat(tag, { notation: 'compact' }));
const fineCompact = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 2 }),
);

/** A context window, short: `128K`, `1.05M`. */
export function contextText(tokens: number): string {
  return (tokens >= 1_000_000 ? fineCompact() : compact()).format(tokens);
}

/** A fact about a model, as text, and where it comes from: "Yes, set by you". */
export function factWords(value: string, from: FactSource, provider: string): string {
  switch (from.kind) {
    case 'person':
      return t('model.fact.person', { value });
    case 'server':
      return t('model.fact.server', { value, provider });
    case 'refusal':
      return t('model.fact.refusal', { value, provider });
    case 'table':
      return t('model.fact.table', { value, date: from.date });
  }
}

/** Says, before anything is sent, that a model is known not to see pictures. */
export function picturesUnseenWords(model: string): string {
  return t('model.pictures_unseen', { model });
}

/** What is known of a model on one line; '' if nothing is. */
export function factsLine(facts: ModelFacts, money: (dollars: number) => string): string {
  const { contextTokens, price } = facts;
  const can = abilities.flatMap((name) =>
    facts[name]?.value === true ? [t(`model.ability.${name}`)] : [],
  );
  const isFree = price !== null && price.prompt === 0 && price.completion === 0;
  return [
    ...(contextTokens === null ? [] : [contextText(contextTokens.value)]),
    ...(can.length === 0 ? [] : [listText(can)]),
    ...(isFree ? [t('model.free')] : []),
    ...(price === null || isFree
      ? []
      : [t('model.price', { prompt: money(price.prompt), answer: money(price.completion) })]),
  ].join(' · ');
}
