import type { ModelInfo } from '../../shared/contract/index.ts';
import { ownEntry } from '../../shared/own-entry.ts';
import type { KnownPrice, PriceList } from '../../shared/model/cost.ts';
import type { Settings, TokenPrice } from '../../shared/model/settings.ts';
import type { SettingsPort } from './ports.ts';

/** The most models whose prices are stored; today's largest list has a few hundred. */
const maxReported = 3000;

/** A model of a list. `date`: the day of the table that its price comes from. */
export type PricedModel = Pick<ModelInfo, 'id' | 'price'> & { readonly date?: string };

/** The known prices of models. */
export interface PriceBook {
  list(): PriceList;
  /** null removes the price that the person entered. */
  set(model: string, price: TokenPrice | null): void;
  /** Replaces a provider's prices with those in its new list of models. */
  told(server: string, models: readonly PricedModel[]): void;
  /** Calls `listener` when prices change; returns a function that unsubscribes. */
  subscribe(listener: (prices: PriceList) => void): () => void;
}

type Reported = Settings['reportedPrices'];

function priceFields({ prompt, completion, cached }: TokenPrice): TokenPrice {
  return { prompt, completion, ...(cached === undefined ? {} : { cached }) };
}

function sourceOf({ server: name, date }: Reported[string]): KnownPrice['from'] {
  return date === undefined ? { kind: 'server', name } : { kind: 'table', name, date };
}

function listOf({ prices, reportedPrices }: Settings): PriceList {
  const reported = Object.entries(reportedPrices).map(([model, price]): [string, KnownPrice] => [
    model,
    { ...priceFields(price), from: sourceOf(price) },
  ]);
  const entered = Object.entries(prices).map(([model, price]): [string, KnownPrice] => [
    model,
    { ...priceFields(price), from: { kind: 'person' } },
  ]);
  return Object.fromEntries([...reported, ...entered]);
}

/** The stored prices after a server listed its own; `before` itself if nothing changed. */
function afterTold(before: Reported, server: string, models: readonly PricedModel[]): Reported {
  const told = models.flatMap(
    ({ id, price, date }): readonly (readonly [string, Reported[string]])[] => {
      if (price === undefined) return [];
      const known = ownEntry(before, id);
      const isTold = known !== undefined && known.date === undefined && known.server !== server;
      // Another server's word about the model is newer than any table.
      if (date !== undefined && isTold) return [];
      return [[id, { ...priceFields(price), server, ...(date === undefined ? {} : { date }) }]];
    },
  );
  const names = new Set(told.map(([model]) => model));
  const others = Object.entries(before).filter(
    ([model, price]) => price.server !== server && !names.has(model),
  );
  const after = Object.fromEntries([...told, ...others].slice(0, maxReported));
  return JSON.stringify(after) === JSON.stringify(before) ? before : after;
}

/** Creates the price book on top of the settings. */
export function createPriceBook(settings: SettingsPort): PriceBook {
  const listeners = new Set<(prices: PriceList) => void>();
  const change = (make: (before: Settings) => Settings): void => {
    let isOther = false;
    settings.update((before) => {
      const after = make(before);
      isOther = after !== before;
      return after;
    });
    if (!isOther) return;
    const prices = listOf(settings.read());
    for (const listener of listeners) listener(prices);
  };
  return {
    list: () => listOf(settings.read()),
    set: (model, price) =>
      change((before) => {
        const rest = Object.entries(before.prices).filter(([name]) => name !== model);
        const entered = price === null ? [] : [[model, price] as const];
        return { ...before, prices: Object.fromEntries([...rest, ...entered]) };
      }),
    told: (server, models) =>
      change((before) => {
        const reportedPrices = afterTold(before.reportedPrices, server, models);
        return reportedPrices === before.reportedPrices ? before : { ...before, reportedPrices };
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
