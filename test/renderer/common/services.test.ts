import { expect, test } from 'vitest';
import { readAddress } from '../../../src/main/providers/address.ts';
import { services } from '../../../src/renderer/common/services.ts';

test.each(services.map((service) => [service.name, service.baseUrl] as const))(
  'a key is all that %s needs: its API is known',
  (_, address) => {
    const { unproven, query, neededQuery } = readAddress(address);
    expect([unproven, query, neededQuery]).toEqual([null, [], []]);
  },
);

test('no service is there twice', () => {
  expect(new Set(services.map(({ name }) => name)).size).toBe(services.length);
  expect(new Set(services.map(({ baseUrl }) => baseUrl)).size).toBe(services.length);
});
