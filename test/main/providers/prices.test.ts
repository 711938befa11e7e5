import { expect, it, vi } from 'vitest';
import { readModels } from '../../../src/main/wire/listing/models.ts';
import { createPriceBook } from '../../../src/main/providers/prices.ts';
import { memorySettings } from './memory-ports.ts';

it('reads the prices that a server tells with its models, for a million tokens', () => {
  const models = readModels({
    data: [
      {
        id: 'a',
        pricing: { prompt: '0.00000015', completion: '0.0000006', input_cache_read: '7.5e-8' },
      },
      { id: 'free', pricing: { prompt: '0', completion: 0 } },
      // A price that depends on the model it is routed to.
      { id: 'auto', pricing: { prompt: '-1', completion: '-1' } },
      { id: 'half', pricing: { prompt: '0.1' } },
      { id: 'odd', pricing: { prompt: '', completion: 'NaN' } },
      { id: 'other', pricing: 'ask us' },
      { id: 'none' },
    ],
  });
  expect(models).toEqual([
    { id: 'a', price: { prompt: 0.15, completion: 0.6, cached: 0.075 } },
    { id: 'auto' },
    { id: 'free', price: { prompt: 0, completion: 0 } },
    { id: 'half' },
    { id: 'none' },
    { id: 'odd' },
    { id: 'other' },
  ]);
});

const cheap = { prompt: 1, completion: 2 };
const dear = { prompt: 3, completion: 4, cached: 1 };

it('takes what the person entered before what a server tells, and says who said it', () => {
  const book = createPriceBook(memorySettings());
  book.told('Router', [{ id: 'a', price: cheap }, { id: 'b', price: cheap }, { id: 'c' }]);
  book.set('a', dear);
  expect(book.list()).toEqual({
    a: { ...dear, from: { kind: 'person' } },
    b: { ...cheap, from: { kind: 'server', name: 'Router' } },
  });
  book.set('a', null);
  expect(book.list()['a']).toEqual({ ...cheap, from: { kind: 'server', name: 'Router' } });
});

it('keeps of each server what it told last', () => {
  const book = createPriceBook(memorySettings());
  book.told('Router', [
    { id: 'a', price: cheap },
    { id: 'gone', price: cheap },
  ]);
  book.told('Other', [{ id: 'b', price: dear }]);
  book.told('Router', [{ id: 'a', price: dear }]);
  expect(Object.keys(book.list()).sort()).toEqual(['a', 'b']);
  expect(book.list()['a']).toMatchObject(dear);
});

it('tells of other prices, and of nothing else', () => {
  const settings = memorySettings();
  const book = createPriceBook(settings);
  const listener = vi.fn();
  book.subscribe(listener);
  book.told('Router', [{ id: 'a', price: cheap }]);
  book.told('Router', [{ id: 'a', price: cheap }]);
  settings.update((before) => ({ ...before, theme: 'dark' }));
  expect(listener).toHaveBeenCalledTimes(1);
  expect(listener).toHaveBeenCalledWith(book.list());
});
