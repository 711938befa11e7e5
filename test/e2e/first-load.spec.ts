import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { measureFirstLoad } from '../bench/start-up.ts';
import { launchParley } from './launch.ts';

test('what a window loads at first is small, and of the messages it is those of its language', async () => {
  const [first] = measureFirstLoad(join(import.meta.dirname, '../..'));
  const bytes = first?.readings?.[0]?.value ?? Number.POSITIVE_INFINITY;
  console.log('first load, gzip (bytes)', bytes);
  expect(bytes).toBeLessThan(200 * 1024);

  const parley = await launchParley({ env: { PARLEY_LANGUAGE: 'fr' } });
  const pieces = await parley.page.waitForFunction(() => {
    const names = performance
      .getEntriesByType('resource')
      .map(({ name }) => /messages-([\w-]+-(?:first|late))-/u.exec(name)?.[1] ?? '')
      .filter((name) => name !== '');
    return names.length > 1 && names;
  });
  expect(new Set((await pieces.jsonValue()) || [])).toEqual(new Set(['fr-first', 'fr-late']));
  await parley.close();
});
