import { expect, type Page } from '@playwright/test';
import { launchParley } from './launch.ts';
import { controls, draftSaved, seedSettings, test } from './parley.ts';

/** Longer than a pause in typing that begins a new step of Undo (ms). */
const stepRestMs = 1500;

/** The share of pixels in which a picture of the page differs from an earlier one. */
async function differing(page: Page, before: Buffer): Promise<number> {
  const pictures = [before, await page.screenshot()].map((png) => png.toString('base64'));
  return page.evaluate(async (both) => {
    const [one, other] = await Promise.all(
      both.map(async (png) => {
        const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
      }),
    );
    if (one === undefined || other?.length !== one.length) return 1;
    let count = 0;
    for (let at = 0; at < one.length; at += 4) {
      if ([0, 1, 2].some((channel) => one[at + channel] !== other[at + channel])) count += 1;
    }
    return (count * 4) / one.length;
  }, pictures);
}

// Row 5 of feel.spec.ts, with an app of its own, which is started three times.
test('5 a start brings back the selection, how far the box is scrolled, and what can be undone', async ({
  provider,
}) => {
  const first = await launchParley({
    prepare: (userData) => seedSettings(userData, provider),
  });
  await first.page.setViewportSize({ width: 1200, height: 800 });
  const box = controls(first.page).composer;
  const lines = Array.from({ length: 60 }, (_, index) => `line ${String(index)}`).join('\n');
  await box.fill(lines);
  await box.press('Control+End');
  await first.page.waitForTimeout(stepRestMs);
  await first.page.keyboard.type(' of an unsent text');
  const where = (page: Page): Promise<unknown> =>
    controls(page).composer.evaluate((area) => {
      const { selectionStart, selectionEnd, selectionDirection, scrollTop, value } =
        area as HTMLTextAreaElement;
      return { selectionStart, selectionEnd, selectionDirection, scrollTop, length: value.length };
    });
  // A selection made backwards in the middle, scrolled to where nothing would scroll by itself.
  await box.evaluate((area) => {
    (area as HTMLTextAreaElement).setSelectionRange(100, 140, 'backward');
    area.scrollTop = 333;
  });
  const left = await where(first.page);
  expect(left).toMatchObject({ selectionStart: 100, selectionEnd: 140, scrollTop: 333 });
  const picture = await first.page.screenshot();
  await first.close();

  const second = await first.relaunch();
  const { page } = second;
  await page.setViewportSize({ width: 1200, height: 800 });
  const again = controls(page).composer;
  await expect(again).toHaveValue(`${lines} of an unsent text`);
  await expect(again).toBeFocused();
  expect(await where(page)).toEqual(left);
  await expect.poll(async () => differing(page, picture)).toBeLessThanOrEqual(0.001);

  // Steps of the run before are taken back behind those of this one, and made again.
  await again.press('Control+Home');
  await page.keyboard.type('now ');
  await expect(again).toHaveValue(`now ${lines} of an unsent text`);
  for (const text of [`${lines} of an unsent text`, lines, '']) {
    await page.keyboard.press('Control+z');
    await expect(again).toHaveValue(text);
  }
  await page.keyboard.press('Control+z');
  await expect(again).toHaveValue('');
  for (const text of [lines, `${lines} of an unsent text`]) {
    await page.keyboard.press('Control+Shift+z');
    await expect(again).toHaveValue(text);
    // Two that come within this time are one step.
    await page.waitForTimeout(stepRestMs);
  }
  // After a kill as well.
  await draftSaved(second.userData, 'of an unsent text');
  await second.kill();
  const third = await second.relaunch();
  await expect(controls(third.page).composer).toHaveValue(`${lines} of an unsent text`);
  await third.page.keyboard.press('Control+z');
  await expect(controls(third.page).composer).toHaveValue(lines);
  await third.close();
});

test('letters typed right before quitting are kept', async ({ provider }) => {
  const first = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  await controls(first.page).composer.focus();
  await first.page.keyboard.type('up to the last letter');
  await first.close();
  const second = await first.relaunch();
  await expect(controls(second.page).composer).toHaveValue('up to the last letter');
  await second.close();
});
