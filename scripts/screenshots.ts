/**
 * `npm run screenshots`: drives the built app and takes the screenshots in docs/screenshots. With
 * names of groups, only those.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { give, image, text } from '../test/e2e/files.ts';
import { launchParley } from '../test/e2e/launch.ts';
import { answered, ask, controls, seedSettings } from '../test/e2e/parley.ts';
import { startProvider } from '../test/provider/provider.ts';
import { desktop } from './screenshots/desktop.ts';
import { shortcuts } from './screenshots/shortcuts.ts';
import { toolStates } from './screenshots/tools.ts';

const folder = join(import.meta.dirname, '../docs/screenshots');
mkdirSync(folder, { recursive: true });

const richAnswer = readFileSync(join(import.meta.dirname, 'rich-answer.md'), 'utf8');

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name);
}

/**
 * Scrolls to the start of an answer once code and formulas are set, which they are after a moment
 * of idleness.
 */
async function toTheTop(page: Page): Promise<void> {
  await controls(page).log.hover();
  await page.mouse.wheel(0, -10_000);
  await page.waitForTimeout(1500);
}

async function firstRun(): Promise<void> {
  const parley = await launchParley();
  await parley.page.setViewportSize({ width: 1280, height: 800 });
  await parley.page.getByRole('button', { name: /demo/i }).waitFor();
  await take(parley.page, 'first-run');
  await parley.close();
}

async function conversations(): Promise<void> {
  const provider = await startProvider();
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider, { nameConversations: true }),
  });
  const { page } = parley;
  const ui = controls(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const [question, title] of [
    ['Plan a long weekend in Trieste', 'A long weekend in Trieste'],
    ['Explain WAL mode in SQLite', 'SQLite and its write-ahead log'],
    ['Compare three ways to debounce', 'Three ways to debounce'],
  ] as const) {
    provider.scriptTitle({ kind: 'text', text: title });
    provider.script({ kind: 'text', text: richAnswer });
    await ui.newConversation.click();
    await ask(page, question);
    await answered(page);
    await ui.conversations.getByRole('button', { name: title }).first().waitFor();
  }
  await toTheTop(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await take(page, scheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 480, height: 800 });
  await take(page, 'narrow');
  await page.setViewportSize({ width: 1280, height: 800 });

  provider.next({ kind: 'error', status: 401 });
  await ask(page, 'And on a phone?');
  await answered(page, 'failed');
  await take(page, 'error');

  await ui.newConversation.click();
  const live = provider.live();
  await ask(page, 'Why is the sky blue?');
  await live.write(
    'Sunlight holds every colour. Air scatters the **short wavelengths** far more than the long ones: the strength of the scattering grows with 1/λ⁴, so blue light is scattered about',
  );
  await ui.answers.last().getByText('scattered about').waitFor();
  await take(page, 'streaming');
  await ui.stopButton.click();
  await ui.settingsButton.click();
  await ui.settings.waitFor();
  await take(page, 'settings');
  await page.keyboard.type('line');
  await take(page, 'settings-search');
  await parley.close();
  await provider.close();
}

/**
 * The same answer with every reading setting, and in scripts with other directions or line breaks.
 */
async function reading(): Promise<void> {
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const [name, question] of [
    ['rich', 'What does the Fourier transform do?'],
    ['rtl', 'ما هي الطباعة الجيدة؟'],
    ['cjk', '良い組版とは何ですか？'],
  ] as const) {
    const file = join(import.meta.dirname, `answers/${name}.md`);
    provider.script({ kind: 'text', text: readFileSync(file, 'utf8') });
    await controls(page).newConversation.click();
    await ask(page, question);
    await answered(page);
    await toTheTop(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await take(page, `reading-${name}`);
    if (name !== 'rich') continue;
    await page.emulateMedia({ colorScheme: 'dark' });
    await take(page, 'reading-dark');
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
    await take(page, 'reading-high-contrast');
    await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'active' });
    await take(page, 'reading-forced-colors');
    await page.emulateMedia({ forcedColors: 'none' });
  }
  await parley.close();
  await provider.close();
}

/** Files in the composer and in a message. */
async function attachments(): Promise<void> {
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  await page.setViewportSize({ width: 1280, height: 800 });
  const [picture, other] = [
    readFileSync(join(folder, 'light.png')),
    readFileSync(join(folder, 'dark.png')),
  ];
  await give(page, 'paste', 'textarea', [
    image('Before.png', picture),
    text('Wishes.md', '- calmer colours\n'.repeat(120)),
  ]);
  await page.getByRole('button', { name: 'Remove Wishes.md' }).waitFor();
  provider.script({
    kind: 'text',
    text: 'The list on the left is **calm already**. Of your wishes two are open: the contrast of quiet text, and a darker ground.',
  });
  await ask(page, 'Which of my wishes are open here?');
  await answered(page);
  await give(page, 'paste', 'textarea', [image('After.png', other)]);
  await page.getByRole('button', { name: 'Remove After.png' }).waitFor();
  await controls(page).composer.fill('And now?');
  await take(page, 'attachments');
  await parley.close();
  await provider.close();
}

/** The quick window, before a question and after it. */
async function quickAsk(): Promise<void> {
  const provider = await startProvider();
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider, { quickAsk: true, quickOffered: true }),
  });
  await parley.page.evaluate(() => window.parley.command('quick.show', undefined));
  const find = (): Page | undefined =>
    parley.app.windows().find((each) => each.url().includes('quick'));
  while (find() === undefined) await parley.page.waitForTimeout(50);
  const quick = find();
  if (quick === undefined) throw new Error('There is no quick window.');
  await controls(quick).composer.waitFor();
  await take(quick, 'quick-empty');
  // The stand-in has no picture of a screen that is fit for the docs.
  await parley.app.evaluate(
    async ({ clipboard, ClipboardItem }, base64) => {
      const blob = new Blob([Buffer.from(base64, 'base64')], { type: 'image/png' });
      await clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    },
    readFileSync(join(folder, 'light.png')).toString('base64'),
  );
  await quick.getByRole('button', { name: 'Add what’s on the clipboard' }).click();
  await quick.getByRole('button', { name: 'Remove Clipboard.png' }).waitFor();
  await parley.app.evaluate(({ clipboard }) =>
    clipboard.writeText('The wren is a very small bird, and sings louder than larger ones.'),
  );
  await quick.getByRole('button', { name: 'Add what’s on the clipboard' }).click();
  await quick.getByRole('button', { name: 'Remove pasted text' }).waitFor();
  await controls(quick).composer.fill('Is that what the text says?');
  await take(quick, 'quick-context');
  await controls(quick).composer.press('Escape');
  provider.script({
    kind: 'text',
    text: 'Wrens survive the winter **by crowding**: up to sixty share one hole at night, feathers fluffed, heads inward.\n\n- By day they look for spiders, all winter long.\n- A cold night costs a third of their weight.',
  });
  await ask(quick, 'How do wrens survive the winter?');
  await answered(quick);
  for (const scheme of ['light', 'dark'] as const) {
    await quick.emulateMedia({ colorScheme: scheme });
    await take(quick, `quick-${scheme}`);
  }
  await parley.close();
  await provider.close();
}

const groups: Readonly<Record<string, () => Promise<void>>> = {
  'first-run': firstRun,
  conversations,
  reading,
  attachments,
  'quick-ask': quickAsk,
  desktop,
  shortcuts,
  tools: toolStates,
};
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(groups)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
