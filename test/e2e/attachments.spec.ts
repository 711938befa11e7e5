import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pdf, png } from '../main/attachments/samples.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { give, image, text, type Given } from './files.ts';
import { launchParley, type Parley } from './launch.ts';
import { answered, ask, controls, draftSaved, savedMessages, seedSettings } from './parley.ts';
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

const paste = (...files: readonly Given[]): Promise<void> =>
  give(parley.page, 'paste', 'textarea', files);

const chips = () =>
  parley.page.getByRole('list', { name: names.attachments }).getByRole('listitem');

function dataUrl(bytes: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
}

/** The content of the last message sent to the provider. */
const sent = (): unknown => provider.requestsOf('stream').at(-1)?.body?.messages?.at(-1)?.content;

test('a pasted image and a dropped file are chips, survive SIGKILL, and are sent byte for byte', async () => {
  const cat = png(120, 80);
  await paste(image('cat.png', cat));
  await expect(chips()).toHaveCount(1);
  await give(parley.page, 'dragover', 'main textarea', [text('notes.md', '# Notes')]);
  await expect(parley.page.getByText('Drop to attach to your message')).toBeVisible();
  await give(parley.page, 'drop', 'main textarea', [text('notes.md', '# Notes\nDrink more tea.')]);
  await expect(parley.page.getByText('Drop to attach to your message')).toBeHidden();
  await expect(chips()).toHaveCount(2);
  await expect(chips().nth(0)).toContainText('cat.png');
  await expect(chips().nth(1)).toContainText('notes.md');
  // A file that is still being read is not in the draft yet.
  const list = parley.page.getByRole('list', { name: names.attachments });
  await expect(list).toHaveAttribute('aria-busy', 'false');
  await controls(parley.page).composer.pressSequentially('What is it?');
  await draftSaved(parley.userData, 'What is it?');
  await parley.kill();
  parley = await parley.relaunch();
  await expect(chips()).toHaveCount(2);
  await expect(controls(parley.page).composer).toHaveValue('What is it?');
  const thumb = chips().nth(0).locator('img');
  await expect.poll(() => thumb.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(120);

  provider.script({ kind: 'text', text: 'A cat.' });
  await controls(parley.page).composer.press('Enter');
  await answered(parley.page);
  expect(sent()).toEqual([
    { type: 'image_url', image_url: { url: dataUrl(cat) } },
    { type: 'text', text: 'File notes.md:\n\n# Notes\nDrink more tea.' },
    { type: 'text', text: 'What is it?' },
  ]);
  await expect(chips()).toHaveCount(0);
  await expect
    .poll(() => savedMessages(parley.userData)[0]?.parts.map(({ kind }) => kind))
    .toEqual(['image', 'file', 'text']);

  // Another version with the same attachments, and one without the file.
  await parley.page.getByRole('button', { name: names.regenerate }).click();
  await expect.poll(() => provider.requestsOf('stream').length).toBe(2);
  await answered(parley.page);
  expect(sent()).toHaveLength(3);
  await controls(parley.page).questions.hover();
  await controls(parley.page).questions.last().getByRole('button', { name: names.edit }).click();
  await expect(chips()).toHaveCount(2);
  await parley.page.getByRole('button', { name: names.remove('notes.md') }).click();
  await parley.page.getByRole('textbox', { name: names.editedText }).press('Enter');
  await expect.poll(() => provider.requestsOf('stream').length).toBe(3);
  await answered(parley.page);
  expect(sent()).toEqual([
    { type: 'image_url', image_url: { url: dataUrl(cat) } },
    { type: 'text', text: 'What is it?' },
  ]);
  expect(parley.requestsToElsewhere()).toEqual([]);
});

test('files are chosen with the button; a message may be nothing but a file; a PDF goes as its text', async () => {
  const { page, userData } = parley;
  const report = join(userData, 'report.pdf');
  const archive = join(userData, 'photos.zip');
  writeFileSync(report, pdf(['Ferries leave at noon', 'Tickets cost nine']));
  writeFileSync(archive, Buffer.from('504b030414000000ff', 'hex'));
  await parley.app.evaluate(
    ({ dialog }, filePaths) => {
      Object.assign(dialog, {
        showOpenDialog: () => Promise.resolve({ canceled: false, filePaths }),
      });
    },
    [report, archive],
  );
  await page.getByRole('button', { name: names.attachFiles }).click();
  await expect(chips()).toHaveCount(1);
  await expect(page.getByRole('alert')).toContainText('photos.zip is an archive. Unpack it');
  provider.script({ kind: 'text', text: 'At noon.' });
  await page.getByRole('button', { name: names.send }).click();
  await answered(page);
  expect(sent()).toBe(
    'File report.pdf:\n\n[Page 1]\nFerries leave at noon\n\n[Page 2]\nTickets cost nine',
  );
  await expect(controls(page).conversations).toContainText('report.pdf');

  // The original file can be saved again.
  const target = join(userData, 'saved.pdf');
  await parley.app.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) });
  }, target);
  await page.getByRole('button', { name: names.saveFile('report.pdf') }).click();
  await expect.poll(() => existsSync(target)).toBe(true);
  expect(readFileSync(target).equals(readFileSync(report))).toBe(true);
});

test('an image in a message keeps its place, opens large, and is copied and closed by keyboard', async () => {
  const { page } = parley;
  const large = png(3600, 1800);
  await paste(image('wide.png', large));
  await expect(chips()).toContainText('wide.png');
  provider.script({ kind: 'text', text: 'A gradient.' });
  await ask(page, 'See');
  await answered(page);
  // Larger than any server processes: it is downscaled once, and the original is not kept.
  const [part] = savedMessages(parley.userData)[0]?.parts ?? [];
  expect(part).toMatchObject({ kind: 'image', width: 3000, height: 1500 });
  expect(readdirSync(join(parley.userData, 'attachments'))).toHaveLength(1);
  const picture = page.getByRole('button', { name: names.showPicture('wide.png') });
  await expect(picture).toHaveCSS('width', '360px');
  await expect(picture).toHaveCSS('height', '180px');
  await picture.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'wide.png' });
  await expect(dialog.getByRole('img', { name: 'wide.png' })).toBeVisible();
  await dialog.getByRole('button', { name: names.copy }).click();
  await expect(dialog.getByRole('status')).toHaveText('Copied');
  const copied = await parley.app.evaluate(async ({ clipboard }) => {
    const [item] = await clipboard.read();
    const blob = await item?.getType('image/png');
    return blob instanceof Blob ? blob.size : 0;
  });
  expect(copied).toBeGreaterThan(1000);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(picture).toBeFocused();
  // It goes into the next message as it is.
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Attach' }).press('Enter');
  await expect(chips()).toContainText('wide.png');
  await expect(controls(page).composer).toBeFocused();
  await ask(page, 'Darker, please');
  await provider.waitForRequest(2);
  expect(JSON.stringify(sent()).match(/data:image/gu)).toHaveLength(1);
  expect(readdirSync(join(parley.userData, 'attachments'))).toHaveLength(1);
});

test('text that comes with a picture of itself is pasted as text; what cannot be sent is said kindly', async () => {
  const { page } = parley;
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'one\ttwo');
    data.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    const event = new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      clipboardData: data,
    });
    document.querySelector('textarea')?.dispatchEvent(event);
    document.title = String(event.defaultPrevented);
  });
  expect(await page.title()).toBe('false');
  await paste({
    name: 'IMG.HEIC',
    type: 'image/heic',
    bytes: Buffer.from('0000001866747970686569630000', 'hex'),
  });
  await expect(page.getByRole('alert')).toContainText('IMG.HEIC is a HEIC picture');
  await expect(chips()).toHaveCount(0);
  await paste(text('../\u202eevil.md', 'harmless'));
  await expect(chips()).toContainText('evil.md');
  await expect(page.getByRole('button', { name: names.remove('evil.md') })).toBeVisible();
});

test('an archive on the conversation, and anything on the sidebar, is an import', async () => {
  const { page } = parley;
  const zip = {
    name: 'export.zip',
    type: 'application/zip',
    bytes: Buffer.from('504b0304', 'hex'),
  };
  for (const [place, file] of [
    ['main textarea', zip],
    ['aside', text('notes.md', '# Notes')],
  ] as const) {
    await give(page, 'dragover', place, [file]);
    await expect(page.getByText('Drop to import conversations')).toBeVisible();
    await give(page, 'drop', place, [file]);
    await expect(page.getByText('Drop to import conversations')).toBeHidden();
    await expect(page.getByText(/^Only files on your disk can be imported/).first()).toBeVisible();
  }
  await expect(chips()).toHaveCount(0);
});

test('a model that sees no images is said to be that, beside the picture and the message', async () => {
  const { page } = parley;
  const { composer } = controls(page);
  const model = page.getByRole('combobox', { name: names.model });
  await paste(image('cat.png', png(10, 10)));
  await expect(chips().getByRole('button')).toHaveCount(1);
  const note = page.getByText('gpt-3.5-turbo is not known to see pictures.');
  await expect(note).toBeHidden();
  await model.click();
  await page.keyboard.type('gpt-3.5-turbo');
  await expect(page.getByRole('option').first()).toHaveText('Use “gpt-3.5-turbo”');
  await page.keyboard.press('Enter');
  await expect(note).toBeVisible();
  await composer.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(model).toBeFocused();
  await page.keyboard.press('Escape');
  provider.script({
    kind: 'error',
    status: 400,
    message: 'Invalid content type. image_url is only supported by certain models.',
  });
  await ask(page, 'What is it?');
  const answer = await answered(page, 'failed');
  await expect(answer).toContainText('gpt-3.5-turbo does not take images. Choose a model');
  await expect(answer.getByRole('button', { name: names.chooseModel })).toBeVisible();
});

test('nothing but attachments comes from where attachments are', async () => {
  const { page } = parley;
  await paste(text('page.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'));
  await expect(chips()).toHaveCount(1);
  provider.script({ kind: 'text', text: 'A drawing.' });
  await controls(page).composer.press('Enter');
  await answered(page);
  const [part] = savedMessages(parley.userData)[0]?.parts ?? [];
  const sha256 = part?.kind === 'file' ? part.attachment : '';
  const got = await page.evaluate(async (known) => {
    const look = async (path: string) => {
      const { status, headers } = await fetch(path);
      return [status, headers.get('content-type'), headers.get('content-disposition')];
    };
    return {
      svg: await look(`/attachments/${known}`),
      unknown: await look(`/attachments/${'0'.repeat(64)}`),
      above: await look('/attachments/..%2fsettings.json'),
      encoded: await look('/attachments/%2e%2e%2fsettings.json'),
      folder: await look('/attachments/'),
    };
  }, sha256);
  expect(got.svg).toEqual([200, 'application/octet-stream', 'attachment']);
  for (const each of [got.unknown, got.above, got.encoded, got.folder]) expect(each[0]).toBe(404);
});
