import { perLanguage } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import type { KnownPrice } from '../../shared/model/cost.ts';

/** Upper bound for a price per million tokens, in US dollars. No model costs this much. */
const dearest = 1_000_000;

/** Parses a typed amount with a point or a comma; null for anything else. */
export function parsePrice(text: string): number | null {
  const match = /^(?:\$\s*)?(\d{0,7}(?:[.,]\d{0,9})?)$/u.exec(text.trim());
  const digits = match?.[1]?.replace(',', '.') ?? '';
  if (!/\d/u.test(digits)) return null;
  const amount = Number(digits);
  return amount <= dearest ? amount : null;
}

const dollars = perLanguage(
  (tag) =>
    new Intl.NumberFormat(tag, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 6,
    }),
);

function amountsText({ prompt, completion, cached }: KnownPrice): string {
  const format = dollars();
  const amounts = { prompt: format.format(prompt), answer: format.format(completion) };
  return cached === undefined
    ? t('price.per_million', amounts)
    : t('price.per_million.cached', { ...amounts, cached: format.format(cached) });
}

/** A price and its source, on one line. */
export function priceText(price: KnownPrice): string {
  const { from } = price;
  const amounts = amountsText(price);
  switch (from.kind) {
    case 'person':
      return t('price.from.person', { price: amounts });
    case 'server':
      return t('price.from.server', { price: amounts, server: from.name });
    case 'table':
      return t('price.from.table', { price: amounts, name: from.name, date: from.date });
  }
}
