import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Id } from '../../src/shared/model/conversation.ts';
import { launchParley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';

test('formulas are taken out with the font that they are shown in', async () => {
  let ids: readonly Id[] = [];
  const parley = await launchParley({
    prepare: (userData) => {
      ids = seedLibrary(userData, [
        {
          title: 'Sums',
          age: 1,
          messages: exchange('Which?', String.raw`$$\int_0^1 \frac{x^2}{2} \, dx$$`),
        },
        { title: 'Words', age: 2, messages: exchange('None?', 'None.') },
      ]);
    },
  });
  const { page, app, userData } = parley;
  const [sums, words] = ids;
  if (sums === undefined || words === undefined) throw new Error('There are no conversations.');
  const take = async (id: Id, format: 'html' | 'pdf'): Promise<string> => {
    const target = join(userData, `${id}.${format}`);
    await app.evaluate(({ dialog }, filePath) => {
      Object.assign(dialog, {
        showSaveDialog: () => Promise.resolve({ canceled: false, filePath }),
      });
    }, target);
    await page.evaluate(
      ([one, as]) =>
        window.parley.command('library.export', {
          what: { kind: 'conversations', conversationIds: [one] },
          format: as,
        }),
      [id, format] as const,
    );
    await expect.poll(() => existsSync(target), { timeout: 20_000 }).toBe(true);
    return readFileSync(target, 'latin1');
  };
  expect(await take(sums, 'html')).toContain('@font-face { font-family: "Parley Math"');
  expect(await take(words, 'html')).not.toContain('@font-face');
  // A name in the dictionary of the file, which is not compressed.
  expect(await take(sums, 'pdf')).toMatch(/\+NotoSansMath/u);
  expect(await take(words, 'pdf')).not.toMatch(/NotoSansMath/u);
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});
