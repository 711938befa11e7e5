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

const dollars = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: 6,
});

function sourceText(from: KnownPrice['from']): string {
  switch (from.kind) {
    case 'person':
      return 'entered by you';
    case 'server':
      return `as told by ${from.name}`;
    case 'table':
      return `as listed for ${from.name} on ${from.date}`;
  }
}

/** A price and its source, on one line. */
export function priceText(price: KnownPrice): string {
  const { prompt, completion, cached, from } = price;
  const parts = [
    `${dollars.format(prompt)} in`,
    ...(cached === undefined ? [] : [`${dollars.format(cached)} cached`]),
    `${dollars.format(completion)} out`,
  ];
  const source = sourceText(from);
  return `${parts.join(', ')} per million, ${source}`;
}
