import { perLanguage } from '../language/formats.ts';
import { t } from '../language/translate.ts';
import type { Spent } from '../model/message/spent.ts';

const usd = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
const usual = perLanguage((tag) => new Intl.NumberFormat(tag, usd));
const small = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { ...usd, maximumSignificantDigits: 2 }),
);

/** A readable amount of US dollars: two decimals, or as many digits as a smaller amount needs. */
export function moneyText(dollars: number): string {
  if (dollars === 0 || dollars >= 0.095) return usual().format(dollars);
  const least = 0.000_001;
  return dollars < least
    ? t('money.below', { amount: small().format(least) })
    : small().format(dollars);
}

/** A sum of costs. A part that is unknown is no part of the sum, and a sum without any is "?". */
export function spentText({ known, counted, unknown }: Spent): string {
  if (unknown === 0) return moneyText(known);
  return counted === 0 ? '?' : t('money.at_least', { amount: moneyText(known) });
}
