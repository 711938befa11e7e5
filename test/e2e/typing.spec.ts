import { expect, test, type Page } from '@playwright/test';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley, type Parley } from './launch.ts';
import { ask, answered, controls, draftSaved, savedMessages, seedSettings } from './parley.ts';
import { names } from './names.ts';

let provider: Provider;
let parley: Parley;

test.beforeEach(async () => {
  provider = await startProvider();
  parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
});
test.afterEach(async () => {
  await parley.close();
  await provider.close();
});

/** The text to paste, generated in the page because it is long. */
function longText(length: number): string {
  return 'A line of a long text, with a number.\n'.repeat(Math.ceil(length / 38)).slice(0, length);
}

/**
 * Copies and pastes with the clipboard and its keys, as a person does. Returns ms from the key to
 * the next paint.
 */
async function paste(page: Page, length: number): Promise<number> {
  await controls(page).composer.focus();
  await page.evaluate((wanted) => {
    document.addEventListener(
      'copy',
      (event) => {
        const line = 'A line of a long text, with a number.\n';
        const text = line.repeat(Math.ceil(wanted / line.length)).slice(0, wanted);
        event.clipboardData?.setData('text/plain', text);
        event.preventDefault();
      },
      { once: true },
    );
  }, length);
  await page.keyboard.press('ControlOrMeta+c');
  // The observer is installed before the key is sent, because the two use different channels.
  await page.evaluate(() => {
    const pasted = new Promise<number>((resolve) => {
      document.addEventListener(
        'paste',
        () => {
          const from = performance.now();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
        },
        { once: true, capture: true },
      );
    });
    Object.assign(globalThis, { pasted });
  });
  await page.keyboard.press('ControlOrMeta+v');
  return page.evaluate(() => (globalThis as unknown as { pasted: Promise<number> }).pasted);
}

for (const [name, length] of [
  ['1 MB', 1_000_000],
  ['10 MB', 10_000_000],
] as const) {
  test(`a paste of ${name} becomes a chip, survives SIGKILL, and is sent whole`, async () => {
    const { composer } = controls(parley.page);
    await composer.pressSequentially('See below.');
    const took = await paste(parley.page, length);
    console.log(`${name}: ${took.toFixed(0)} ms from the paste to the next paint`);
    const chips = parley.page.getByRole('list', { name: names.pastedText }).getByRole('listitem');
    await expect(chips).toHaveCount(1);
    await expect(chips).toContainText(length.toLocaleString());
    await expect(composer).toHaveValue('See below.');
    await composer.pressSequentially(' Thanks.');
    await draftSaved(parley.userData, 'See below. Thanks.');
    await parley.kill();
    parley = await parley.relaunch();
    const again = controls(parley.page);
    await expect(again.composer).toHaveValue('See below. Thanks.');
    await expect(
      parley.page.getByRole('list', { name: names.pastedText }).getByRole('listitem'),
    ).toContainText(length.toLocaleString());
    provider.script({ kind: 'text', text: 'That was long.' });
    await again.composer.press('Enter');
    await expect(await answered(parley.page)).toContainText('That was long.');
    const sent = provider.requestsOf('stream')[0]?.body?.messages?.at(-1)?.content;
    expect(sent === `See below. Thanks.\n\n${longText(length)}`).toBe(true);
    await expect(again.composer).toHaveValue('');
    await expect.poll(() => savedMessages(parley.userData).length).toBe(2);
  });
}

test('a chip can be taken away, and a short paste goes into the box', async () => {
  const { page } = parley;
  const { composer } = controls(page);
  await paste(page, 30_000);
  await page.getByRole('button', { name: names.removePastedText }).click();
  await expect(page.getByRole('list', { name: names.pastedText })).toHaveCount(0);
  await paste(page, 500);
  await expect(composer).toHaveValue(longText(500));
});

test('undo and redo hold while an answer streams and after a long paste', async () => {
  const { page } = parley;
  const { composer } = controls(page);
  const live = provider.live();
  await ask(page, 'Go on');
  await live.write('First words.');
  await composer.pressSequentially('one two');
  await live.write(' More words.');
  await expect(controls(page).answers.last()).toContainText('More words.');
  await composer.press('ControlOrMeta+a');
  await composer.pressSequentially('three');
  await expect(composer).toHaveValue('three');
  await live.finish('stop');
  await answered(page);
  await composer.press('ControlOrMeta+a');
  await paste(page, 50_000);
  await expect(composer).toHaveValue('');
  for (let presses = 0; presses < 6; presses += 1) {
    if ((await composer.inputValue()) === 'one two') break;
    await composer.press('ControlOrMeta+z');
  }
  await expect(composer).toHaveValue('one two');
  for (let presses = 0; presses < 6; presses += 1) {
    if ((await composer.inputValue()) === 'three') break;
    await composer.press('ControlOrMeta+Shift+z');
  }
  await expect(composer).toHaveValue('three');
});

test('each conversation has a draft of its own, across a switch, a restart and SIGKILL', async () => {
  provider.script({ kind: 'text', text: 'An answer.' });
  await ask(parley.page, 'first conversation');
  await answered(parley.page);
  await controls(parley.page).composer.pressSequentially('for the first');
  await controls(parley.page).newConversation.click();
  await expect(controls(parley.page).composer).toHaveValue('');
  await controls(parley.page).composer.pressSequentially('for a new one');
  const first = (): Promise<void> =>
    controls(parley.page)
      .conversations.getByRole('button', { name: /^first conversation/ })
      .first()
      .click();
  await first();
  await expect(controls(parley.page).composer).toHaveValue('for the first');
  await draftSaved(parley.userData, 'for the first');
  await draftSaved(parley.userData, 'for a new one');
  await parley.close();
  parley = await parley.relaunch();
  // It begins where it ended.
  await expect(controls(parley.page).composer).toHaveValue('for the first');
  await controls(parley.page).newConversation.click();
  await expect(controls(parley.page).composer).toHaveValue('for a new one');
  await first();
  await expect(controls(parley.page).composer).toHaveValue('for the first');
  await controls(parley.page).composer.pressSequentially(', and more');
  await draftSaved(parley.userData, 'for the first, and more');
  await parley.kill();
  parley = await parley.relaunch();
  await first();
  await expect(controls(parley.page).composer).toHaveValue('for the first, and more');
});
