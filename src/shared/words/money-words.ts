import type { Spent } from '../model/message/spent.ts';

const usual = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'narrowSymbol',
});
const small = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'narrowSymbol',
  maximumSignificantDigits: 2,
});

/** A readable amount of US dollars: two decimals, or as many digits as a smaller amount needs. */
export function moneyText(dollars: number): string {
  if (dollars === 0 || dollars >= 0.095) return usual.format(dollars);
  const least = 0.000_001;
  return dollars < least ? `< ${small.format(least)}` : small.format(dollars);
}

/** A sum of costs. A part that is unknown is no part of the sum, and a sum without any is "?". */
export function spentText({ known, counted, unknown }: Spent): string {
  if (unknown === 0) return moneyText(known);
  return counted === 0 ? '?' : `at least ${moneyText(known)}`;
}
