import { expect, test } from '@playwright/test';
import { faxScan, jbig2Scan, scannedPdf, type Scan } from '../main/attachments/scans.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { give } from './files.ts';
import { launchParley, type Parley } from './launch.ts';
import { answered, ask, controls, savedMessages, seedSettings } from './parley.ts';
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

const chips = () =>
  parley.page.getByRole('list', { name: names.attachments }).getByRole('listitem');

const attach = (name: string, bytes: Uint8Array): Promise<void> =>
  give(parley.page, 'paste', 'textarea', [{ name, type: 'application/pdf', bytes }]);

/** Part of a message sent to the provider. */
interface Sent {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
}

const sent = (): readonly Sent[] =>
  provider.requestsOf('stream').at(-1)?.body?.messages?.at(-1)?.content as readonly Sent[];

/** A page as a camera takes it: words, black on white, as a JPEG. */
async function photo(words: string): Promise<Scan> {
  const base64 = await parley.page.evaluate(async (text) => {
    const canvas = new OffscreenCanvas(850, 1100);
    const context = canvas.getContext('2d');
    if (context === null) return '';
    context.fillStyle = 'white';
    context.fillRect(0, 0, 850, 1100);
    context.fillStyle = 'black';
    context.font = '60px sans-serif';
    context.fillText(text, 80, 200);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, words);
  return {
    filter: '/Filter /DCTDecode',
    space: '/ColorSpace /DeviceRGB /BitsPerComponent 8',
    stream: Buffer.from(base64, 'base64'),
    width: 850,
    height: 1100,
  };
}

/** The dimensions of a picture, and the brightness left and right of its middle. */
function look(url: string) {
  return parley.page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const at = (share: number): number =>
      context?.getImageData(canvas.width * share, canvas.height / 2, 1, 1).data[0] ?? -1;
    return { width: canvas.width, height: canvas.height, left: at(0.25), right: at(0.75) };
  }, url);
}

test('pages of a scanned PDF are drawn, said on the chip, and sent as pictures', async () => {
  const { page } = parley;
  await attach('scan.pdf', scannedPdf([await photo('Ferry at noon'), faxScan, jbig2Scan]));
  await expect(chips()).toHaveCount(1);
  await expect(chips()).toContainText('3 pages as pictures', { timeout: 90_000 });
  provider.script({ kind: 'text', text: 'A timetable.' });
  await ask(page, 'What is it?');
  await answered(page);
  const parts = sent();
  expect(parts.map(({ type }) => type)).toEqual([
    'text',
    'image_url',
    'text',
    'image_url',
    'text',
    'image_url',
    'text',
  ]);
  expect(parts[0]?.text).toBe('File scan.pdf, pages: 3. Scanned pages are pictures.\n\n[Page 1]');
  expect(parts[2]?.text).toBe('[Page 2]');
  const urls = parts.flatMap(({ image_url: image }) => (image === undefined ? [] : [image.url]));
  expect(await look(urls[0] ?? '')).toMatchObject({ width: 1236, height: 1600 });
  for (const url of urls.slice(1)) {
    const { left, right } = await look(url);
    expect(left).toBeGreaterThan(240);
    expect(right).toBeLessThan(15);
  }
  await expect(controls(page).questions).toContainText('3 pages as pictures');
  expect(savedMessages(parley.userData)[0]?.parts[0]).toMatchObject({
    kind: 'file',
    mediaType: 'application/pdf',
    pictures: { drawn: 3, leftOut: 0 },
  });
  expect(parley.requestsToElsewhere()).toEqual([]);

  // The next question sends the same again, also after a restart.
  await parley.close();
  parley = await parley.relaunch();
  await controls(parley.page)
    .conversations.getByRole('button')
    .filter({ hasText: 'What is it?' })
    .first()
    .click();
  await expect(controls(parley.page).questions).toContainText('3 pages as pictures');
  await ask(parley.page, 'And where to?');
  // The pages are rendered again.
  await expect.poll(() => provider.requestsOf('stream').length, { timeout: 90_000 }).toBe(2);
  const first = provider.requestsOf('stream').at(-1)?.body?.messages?.[0]?.content;
  expect(first).toEqual(parts);
});

test('of many pages the first twenty go, and the others are named', async () => {
  await attach('book.pdf', scannedPdf(Array.from({ length: 23 }, () => faxScan)));
  await expect(chips()).toContainText('20 pages as pictures, 3 left out', { timeout: 90_000 });
  provider.script({ kind: 'text', text: 'A book.' });
  await ask(parley.page, 'See');
  await answered(parley.page);
  expect(sent()[0]?.text).toContain('pages: 23.');
  expect(sent()[0]?.text).toContain('Left out, as there are too many: 21 to 23.');
  expect(sent().filter(({ type }) => type === 'image_url')).toHaveLength(20);
});

test('a page of any size becomes a picture of a bounded one', async () => {
  await attach('huge.pdf', scannedPdf([faxScan], '[0 0 14400000 7200000]'));
  await expect(chips()).toContainText('1 page as a picture', { timeout: 90_000 });
  provider.script({ kind: 'text', text: 'Large.' });
  await ask(parley.page, 'See');
  await answered(parley.page);
  const url = sent().find(({ image_url: image }) => image !== undefined)?.image_url?.url ?? '';
  expect(await look(url)).toMatchObject({ width: 1600, height: 800 });
});

test('pictures that take more than there is end with their page, and Parley goes on', async () => {
  const { page } = parley;
  const bomb: Scan = {
    filter: '/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>',
    stream: Buffer.alloc(60_000, 0xff),
    width: 60_000,
    height: 60_000,
  };
  await attach('bomb.pdf', scannedPdf([bomb, bomb, bomb]));
  await expect(page.getByRole('alert')).toContainText(
    /bomb\.pdf has no text, and its pages (?:take too much memory to draw|cannot be drawn|take too long to draw)\. Attach pictures of its pages instead\./,
    { timeout: 90_000 },
  );
  await expect(chips()).toHaveCount(0);
  await attach('scan.pdf', scannedPdf([faxScan]));
  await expect(chips()).toContainText('1 page as a picture', { timeout: 90_000 });
});
