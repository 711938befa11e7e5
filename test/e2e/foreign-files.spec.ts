import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { png } from '../main/attachments/samples.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { give } from './files.ts';
import { launchParley, type Parley } from './launch.ts';
import { answered, ask, controls, draftSaved, savedMessages, seedSettings } from './parley.ts';
import { names, startsWith } from './names.ts';

let provider: Provider;
let parley: Parley;

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  provider = await startProvider();
  parley = await launchParley({ env, prepare: (userData) => seedSettings(userData, provider) });
}
test.afterEach(async () => {
  await parley.close();
  await provider.close();
});

const chips = () =>
  parley.page.getByRole('list', { name: names.attachments }).getByRole('listitem');

const attach = (name: string, bytes: Uint8Array): Promise<void> =>
  give(parley.page, 'paste', 'textarea', [{ name, type: 'application/octet-stream', bytes }]);

const sent = (): unknown => provider.requestsOf('stream').at(-1)?.body?.messages?.at(-1)?.content;

/** «Привет, мир» in Windows-1251, too short for any detector to be sure. */
const cyrillic = Buffer.from('cff0e8e2e5f22c20ece8f0', 'hex');

test('the encoding of a text is shown, changed by keyboard, kept in the draft, and what the model gets', async () => {
  await start();
  await attach('letter.txt', cyrillic);
  const button = chips().getByRole('button', { name: startsWith(names.encodingOf('letter.txt')) });
  await expect(button).toBeVisible({ timeout: 30_000 });
  await button.focus();
  await parley.page.keyboard.press('Enter');
  const dialog = parley.page.getByRole('dialog', { name: 'letter.txt' });
  const select = dialog.getByRole('combobox', { name: names.encoding });
  const text = dialog.getByRole('region', { name: names.howTheFileBegins });
  await select.selectOption('koi8-r');
  await expect(text).not.toHaveText('Привет, мир');
  await select.selectOption('Cyrillic (Windows-1251)');
  await expect(text).toHaveText('Привет, мир');
  const { violations } = await new AxeBuilder({ page: parley.page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .include('[role=dialog]')
    .analyze();
  expect(violations).toEqual([]);
  await parley.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleName('Encoding of letter.txt: Cyrillic (Windows-1251)');

  await draftSaved(parley.userData, 'windows-1251');
  await parley.kill();
  parley = await parley.relaunch();
  await expect(chips()).toContainText('WINDOWS-1251');
  provider.script({ kind: 'text', text: 'A greeting.' });
  await ask(parley.page, 'Translate');
  await answered(parley.page);
  expect(sent()).toBe('File letter.txt:\n\nПривет, мир\n\nTranslate');
  expect(savedMessages(parley.userData)[0]?.parts[0]).toMatchObject({
    kind: 'file',
    encoding: 'windows-1251',
  });
  await expect(controls(parley.page).questions).toContainText('WINDOWS-1251');
});

test('a web page goes as what it says, in its own encoding, and stays as it was', async () => {
  await start();
  const html = `<!doctype html><meta charset="windows-1252"><title>T</title><style>p{color:red}</style>
    <script>alert('no')</script><h1>F\u00e4hren</h1><p>Die <b>erste</b> um f\u00fcnf.</p>
    <table><tr><th>Ort</th><th>Zeit</th></tr><tr><td>K\u00f6ln</td><td>5:00</td></tr></table>`;
  const bytes = Buffer.from(html, 'latin1');
  await attach('plan.html', bytes);
  await expect(chips()).toContainText('plan.html');
  await expect(
    chips().getByRole('button', { name: startsWith(names.encoding) }),
  ).toHaveAccessibleName(/1252/);
  provider.script({ kind: 'text', text: 'At five.' });
  await ask(parley.page, 'When?');
  await answered(parley.page);
  const said = String(sent());
  expect(said).toContain('File plan.html, the text of the page without its markup:');
  expect(said).toContain('# Fähren');
  expect(said).toContain('Die **erste** um fünf.');
  expect(said).toMatch(/\| Köln \| 5:00 \|/);
  expect(said).not.toMatch(/alert|color|<h1/);
  const [name = ''] = readdirSync(join(parley.userData, 'attachments'));
  expect(readFileSync(join(parley.userData, 'attachments', name)).equals(bytes)).toBe(true);
});

const heic = Buffer.from('00000018667479706865696300000000ff', 'hex');

test.describe('a HEIC picture', () => {
  const thumbnail = join(tmpdir(), `parley-thumbnail-${String(process.pid)}.png`);

  test('becomes a PNG where the system reads it', async () => {
    writeFileSync(thumbnail, png(300, 200));
    await start({ PARLEY_RUNTIME_THUMBNAIL: thumbnail });
    await attach('IMG_1.HEIC', heic);
    await expect(chips()).toContainText('IMG_1.png');
    provider.script({ kind: 'text', text: 'A gradient.' });
    await ask(parley.page, 'See');
    await answered(parley.page);
    expect(savedMessages(parley.userData)[0]?.parts[0]).toMatchObject({
      kind: 'image',
      mediaType: 'image/png',
      width: 300,
      height: 200,
    });
    expect(readdirSync(tmpdir()).filter((each) => each.startsWith('parley-picture-'))).toEqual([]);
  });

  test('is refused with what to do where it does not', async () => {
    await start({ PARLEY_RUNTIME_THUMBNAIL: `${thumbnail}.none` });
    expect(existsSync(`${thumbnail}.none`)).toBe(false);
    await attach('IMG_1.HEIC', heic);
    await expect(parley.page.getByRole('alert')).toContainText(
      'IMG_1.HEIC is a HEIC picture, which models cannot read. Save it as JPEG or PNG and attach that.',
    );
  });
});
