import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { png } from '../main/attachments/samples.ts';
import { expectAccessible } from './axe.ts';
import { give, image } from './files.ts';
import { launchParley, type LaunchOptions, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, controls, seedSettings, test } from './parley.ts';
import { isShown, quickPage, windows } from './quick-window.ts';

/** What the stand-in says of the screen. */
interface StandInScreen {
  answer(mode: 'granted' | 'denied' | 'none' | 'empty'): void;
  isAsked(): boolean;
}

test.beforeEach(async () => {
  test.skip(
    (await chooseRuntime()).kind !== 'stand-in',
    'needs a clipboard and screens of its own',
  );
});

async function open(
  provider: Parameters<typeof seedSettings>[1],
  more: LaunchOptions = {},
): Promise<{ readonly parley: Parley; readonly quick: Page }> {
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider, { quickAsk: true, quickOffered: true }),
    ...more,
  });
  // What is read of the clipboard and the screen, in order.
  await parley.app.evaluate(({ clipboard, desktopCapturer }) => {
    const reads: string[] = [];
    Object.assign(globalThis, { reads });
    const watched = [
      [clipboard, 'read'],
      [clipboard, 'readText'],
      [desktopCapturer, 'getSources'],
    ] as const;
    for (const [of, name] of watched) {
      const original = Reflect.get(of, name) as (...args: unknown[]) => unknown;
      Reflect.set(of, name, (...args: unknown[]) => {
        reads.push(name);
        return Reflect.apply(original, of, args);
      });
    }
  });
  const quick = await quickPage(parley);
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(() => isShown(parley)).toBe(true);
  return { parley, quick };
}

const reads = ({ app }: Parley): Promise<unknown> =>
  app.evaluate(() => Reflect.get(globalThis, 'reads') as unknown);

const keptFiles = ({ userData }: Parley): readonly string[] =>
  readdirSync(join(userData, 'attachments'));

const copyText = ({ app }: Parley, text: string): Promise<void> =>
  app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);

const copyPicture = ({ app }: Parley, bytes: Buffer): Promise<void> =>
  app.evaluate(async ({ clipboard, ClipboardItem }, base64) => {
    const blob = new Blob([Buffer.from(base64, 'base64')], { type: 'image/png' });
    await clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes.toString('base64'));

const answer = ({ app }: Parley, mode: Parameters<StandInScreen['answer']>[0]): Promise<void> =>
  app.evaluate(({ desktopCapturer }, next) => {
    (desktopCapturer as unknown as StandInScreen).answer(next);
  }, mode);

/** The sides of the picture that was attached last, and its colours at some places. */
const pixelsOf = (
  page: Page,
  places: readonly (readonly [number, number])[],
): Promise<{ readonly size: readonly number[]; readonly colours: readonly string[] }> =>
  page
    .getByRole('list', { name: names.attachments })
    .locator('img')
    .last()
    .evaluate(async (thumb, at) => {
      const picture = thumb as HTMLImageElement;
      await picture.decode();
      const { naturalWidth, naturalHeight } = picture;
      const context = new OffscreenCanvas(naturalWidth, naturalHeight).getContext('2d');
      context?.drawImage(picture, 0, 0);
      const colours = at.map(([x, y]) =>
        [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3).join(),
      );
      return { size: [naturalWidth, naturalHeight], colours };
    }, places);

const desktop = '40,90,110';
const ourWindow = '240,200,60';

test('the clipboard becomes a chip when the person says so, and is sent with the question', async ({
  provider,
}) => {
  const { parley, quick } = await open(provider);
  const { composer } = controls(quick);
  const add = quick.getByRole('button', { name: names.addClipboard });
  const pasted = quick.getByRole('list', { name: names.pastedText });
  const attachments = quick.getByRole('list', { name: names.attachments });
  await copyText(parley, 'The wren is small.');
  await quick.keyboard.type('How small?');
  await expectAccessible(quick, 'the quick window with its buttons');
  expect(await reads(parley)).toEqual([]);

  // By keyboard: the button is after the box, its chip before it.
  await quick.keyboard.press('Tab');
  await expect(add).toBeFocused();
  await quick.keyboard.press('Enter');
  await expect(pasted).toContainText('The wren is small.');
  await expect(composer).toBeFocused();
  expect(await reads(parley)).toEqual(['readText']);
  await quick.keyboard.press('Shift+Tab');
  await expect(pasted.getByRole('button', { name: names.removePastedText })).toBeFocused();
  await quick.keyboard.press('Enter');
  await expect(pasted).toHaveCount(0);
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('How small?');

  // With the mouse; a long text is a chip, too, and a picture an attachment.
  await copyText(parley, 'A long line of text.\n'.repeat(2000));
  await add.click();
  await expect(pasted).toContainText('42,000 characters');
  await pasted.getByRole('button', { name: names.removePastedText }).click();
  await copyPicture(parley, png(60, 40));
  await add.click();
  await expect(attachments).toContainText('Clipboard.png');
  expect((await pixelsOf(quick, [])).size).toEqual([60, 40]);
  // Files from elsewhere are dropped, as in the main window.
  await give(quick, 'drop', 'textarea', [image('bird.png', png(8, 8))]);
  await expect(attachments).toContainText('bird.png');
  await expect.poll(() => keptFiles(parley)).toHaveLength(2);
  await quick.getByRole('button', { name: names.remove('bird.png') }).click();
  await expect(attachments).not.toContainText('bird.png');
  // What is taken out is not left on the disk.
  await expect.poll(() => keptFiles(parley)).toHaveLength(1);

  // The command of the message box presses the same button.
  await copyText(parley, 'Wrens weigh ten grams.');
  await composer.fill('');
  await quick.keyboard.type('/clip');
  await quick.keyboard.press('Enter');
  await expect(pasted).toContainText('Wrens weigh ten grams.');
  await expect(composer).toHaveValue('');
  await quick.keyboard.type('And this one?');
  provider.next({ kind: 'text', text: 'Smaller still.' });
  await quick.keyboard.press('Enter');
  await answered(quick);
  const sent = JSON.stringify(provider.requestsOf('stream').at(-1)?.body);
  expect(sent).toContain('And this one?\\n\\nWrens weigh ten grams.');
  expect(sent).toContain('data:image/png;base64,');
  expect(sent).not.toContain('A long line of text.');
  await expect(attachments).toHaveCount(0);

  // Nothing there: a sentence, and what to do. What was typed stays.
  await parley.app.evaluate(({ clipboard }) => clipboard.clear());
  await quick.keyboard.type('More');
  await add.click();
  await expect(quick.getByText('There is no text and no picture on the clipboard.')).toBeVisible();
  await expect(composer).toHaveValue('More');
  // It is for this window, while it is on show.
  const before = await reads(parley);
  for (const command of ['quick.clipboard', 'quick.screenshot'] as const) {
    const result = await parley.page.evaluate(
      (name) => window.parley.command(name, { conversationId: null }),
      command,
    );
    expect(result.ok).toBe(false);
  }
  expect(await reads(parley)).toEqual(before);
  await parley.close();
});

test('a screenshot shows the display of the quick window without it, and what was typed stays', async ({
  provider,
}) => {
  const displays = [
    { id: 1, x: 0, y: 0, width: 1440, height: 900 },
    { id: 2, x: 1440, y: 0, width: 1600, height: 1000, scaleFactor: 1.5 },
  ];
  const { parley, quick } = await open(provider, {
    env: { PARLEY_RUNTIME_DISPLAYS: JSON.stringify(displays) },
  });
  await quick.keyboard.press('Escape');
  await expect.poll(() => isShown(parley)).toBe(false);
  await parley.app.evaluate(({ BrowserWindow, screen }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 1440, y: 0, width: 800, height: 300 });
    (screen as unknown as { moveCursor(to: object): void }).moveCursor({ x: 2000, y: 400 });
  });
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(() => isShown(parley)).toBe(true);
  const [before] = (await windows(parley)).quick;
  await quick.keyboard.type('What is this?');
  await quick.keyboard.press('Tab');
  await quick.keyboard.press('Tab');
  await expect(quick.getByRole('button', { name: names.addScreenshot })).toBeFocused();
  await quick.keyboard.press('Enter');
  await expect(quick.getByRole('list', { name: names.attachments })).toContainText(
    'Screenshot.png',
  );
  // In the middle is the quick window, which is not seen; the main window is.
  const { x = 0, y = 0, width = 0, height = 0 } = before?.bounds ?? {};
  const middle = [(x - 1440 + width / 2) * 1.5, (y + height / 2) * 1.5] as const;
  expect(await pixelsOf(quick, [[30, 30], middle])).toEqual({
    size: [2400, 1500],
    colours: [ourWindow, desktop],
  });
  await expect
    .poll(() => windows(parley))
    .toMatchObject({
      quick: [{ isVisible: true, isFocused: true, bounds: before?.bounds }],
    });
  await expect(controls(quick).composer).toBeFocused();
  await expect(controls(quick).composer).toHaveValue('What is this?');
  provider.next({ kind: 'text', text: 'A window.' });
  await quick.keyboard.press('Enter');
  await answered(quick);
  expect(JSON.stringify(provider.requestsOf('stream').at(-1)?.body)).toContain('data:image/png');
  // Begun anew, what is not sent is kept nowhere, on the disk neither.
  await quick.getByRole('button', { name: 'New question' }).click();
  const attachments = quick.getByRole('list', { name: names.attachments });
  await quick.getByRole('button', { name: names.addScreenshot }).click();
  await expect(attachments).toContainText('Screenshot.png');
  await copyPicture(parley, png(70, 50));
  await quick.getByRole('button', { name: names.addClipboard }).click();
  await expect(attachments).toContainText('Clipboard.png');
  await expect.poll(() => keptFiles(parley)).toHaveLength(2);
  await quick.keyboard.press('Escape');
  await expect(attachments).toHaveCount(0);
  // The picture that was sent, which is also the second screenshot.
  await expect.poll(() => keptFiles(parley)).toHaveLength(1);
  await parley.close();
});

test('a screen that gives no picture is said, with the next step, and can be tried again', async ({
  provider,
}) => {
  const { parley, quick } = await open(provider, { env: { PARLEY_RUNTIME_SCREEN: 'denied' } });
  const add = quick.getByRole('button', { name: names.addScreenshot });
  await quick.keyboard.type('What is this?');
  await add.click();
  await expect(quick.getByText('macOS does not let Parley see the screen.')).toBeVisible();
  await expect(quick.getByText('Privacy & Security')).toBeVisible();
  // The system was asked, so that its settings list Parley. The window did not go for it.
  const isAsked = await parley.app.evaluate(({ desktopCapturer }) =>
    (desktopCapturer as unknown as StandInScreen).isAsked(),
  );
  expect(isAsked).toBe(true);
  for (const mode of ['none', 'empty'] as const) {
    await answer(parley, mode);
    await add.click();
    await expect(quick.getByText('No picture of the screen arrived.')).toBeVisible();
    await expect.poll(async () => (await windows(parley)).quick[0]?.isFocused).toBe(true);
  }
  await answer(parley, 'granted');
  await add.click();
  await expect(quick.getByRole('list', { name: names.attachments })).toContainText(
    'Screenshot.png',
  );
  await expect(quick.getByText('No picture of the screen arrived.')).toHaveCount(0);
  await expect(controls(quick).composer).toHaveValue('What is this?');
  await parley.close();
});
