import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shortName } from '../../../src/main/disk/media-type.ts';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import { createContentLoader } from '../../../src/main/attachments/content.ts';
import { drawNothing } from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../../src/main/attachments/pdf-contents.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { newRoot } from '../store/support.ts';
import { foreignFiles } from './foreign-files.ts';

function rig() {
  const store = createAttachmentStore(nodeFileSystem, join(newRoot(), 'attachments'));
  const foreign = foreignFiles(store);
  const pdfs = createPdfContents(store, () => Promise.resolve({ kind: 'damaged' }), drawNothing);
  const attachments = createAttachments(store, pdfs, foreign);
  const report = (error: unknown): void => {
    throw error;
  };
  const load = createContentLoader({ store, pdfs, foreign, report });
  return {
    /** Attaches a file and sends it in this encoding. */
    async choose(name: string, bytes: Uint8Array, encoding: string) {
      const upload = crypto.randomUUID();
      attachments.upload(upload, bytes);
      const { attachment } = await attachments.addUpload(upload, name, null);
      const part = await attachments.describe({ attachment, name, encoding });
      return { part, content: await load(part) };
    },
    async add(name: string, bytes: Uint8Array) {
      const upload = crypto.randomUUID();
      attachments.upload(upload, bytes);
      const part = await attachments.addUpload(upload, name, null);
      const again = await attachments.describe({ attachment: part.attachment, name: part.name });
      return { part, again, content: await load(again) };
    },
  };
}

const sample = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../confined/documents', name));

test.each(['a.docx', 'a.odt', 'a.epub', 'a.rtf', 'p.pptx', 's.xlsx', 's.xls'])(
  '%s goes to a model as text',
  async (name) => {
    const { part, again, content } = await rig().add(name, sample(name));
    expect(part.kind).toBe('file');
    expect(again.mediaType).toBe(part.mediaType);
    if (content.kind !== 'text') throw new Error(content.kind);
    expect(content.text).toMatch(/Ferr|Bergen/);
  },
);

test.each([
  ['shift_jis', Buffer.from('82b182ea82cd8cc382a295b68e9a83528168826c82c582b7', 'hex')],
  [
    'windows-1252',
    Buffer.from('Die Gr\xf6\xdfe der Stra\xdfe betr\xe4gt f\xfcnf Meter.', 'latin1'),
  ],
])('a text in %s is read as what it says', async (encoding, bytes) => {
  const { part, content } = await rig().add('old.txt', bytes);
  expect(part).toMatchObject({ kind: 'file', encoding });
  expect(content).toEqual({ kind: 'text', text: new TextDecoder(encoding).decode(bytes) });
});

test('a web page in one file, as browsers save it, goes as what it says', async () => {
  const mhtml = [
    'From: <Saved by a browser>',
    'Subject: Timetable',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html"; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<h1>F=C3=A4hren</h1><p style=3D"color:red">At <b>noon</b></p><script>no()</script>',
    '--b--',
    '',
  ].join('\r\n');
  const { content } = await rig().add('page.mhtml', Buffer.from(mhtml));
  if (content.kind !== 'text') throw new Error(content.kind);
  expect(content.text).toContain('# Fähren\n\nAt **noon**');
  expect(content.text).not.toMatch(/no\(\)|color/);
});

test.each([
  ['has nothing to read in it', '<script>alert(1)</script>'],
  ['is nested without end', `${'<div>'.repeat(3000)}deep`],
])('a web page that %s still goes', async (_, html) => {
  const { content } = await rig().add('page.html', Buffer.from(html));
  if (content.kind !== 'text') throw new Error(content.kind);
  expect(content.text).toContain(html.includes('deep') ? 'deep' : html);
});

test('a chosen encoding is what the model gets, and only one that exists is taken', async () => {
  const bytes = Buffer.from('cff0e8e2e5f2', 'hex');
  const files = rig();
  expect(await files.choose('a.txt', bytes, 'windows-1251')).toMatchObject({
    part: { encoding: 'windows-1251' },
    content: { kind: 'text', text: 'Привет' },
  });
  expect((await files.choose('a.txt', bytes, 'koi8-r')).content).toEqual({
    kind: 'text',
    text: 'оПХБЕР',
  });
  expect((await files.choose('a.txt', bytes, 'no-such')).part).not.toHaveProperty('encoding');
  // Valid UTF-8 can be read in another encoding, too.
  const utf8 = Buffer.from('é', 'utf8');
  expect((await files.choose('b.txt', utf8, 'windows-1252')).content).toEqual({
    kind: 'text',
    text: 'Ã©',
  });
});

test('a TIFF becomes a PNG', async () => {
  // Two by one pixels, grey, written by hand.
  const tiff = Buffer.from(
    '49492a000a000000ff00090000010300010000000200000001010300010000000100000002010300010000000800000003010300010000000100000006010300010000000100000011010400010000000800000015010300010000000100000016010300010000000100000017010400010000000200000000000000',
    'hex',
  );
  const { part } = await rig().add('scan.tif', tiff);
  expect(part).toMatchObject({ kind: 'image', mediaType: 'image/png', name: 'scan.png', width: 2 });
});

test.each([
  [`${'n'.repeat(300)}.docx`, /^n+…\.docx$/u],
  [`${'é'.repeat(300)}.tar.gz`, /^é+…\.tar\.gz$/u],
  [`${'😀'.repeat(200)}.pdf`, /^(?:😀)+…\.pdf$/u],
  ['x'.repeat(300), /^x+…$/u],
])('a long name keeps its ending, and is whole characters', (name, expected) => {
  expect(shortName(name)).toMatch(expected);
  expect(shortName(name).length).toBeLessThanOrEqual(200);
});

test('a name of 300 characters keeps its ending', () => {
  expect(shortName(`${'n'.repeat(300)}.docx`)).toMatch(/^n+…\.docx$/);
  expect(shortName(`${'n'.repeat(300)}.docx`)).toHaveLength(200);
});

test.each<readonly [string, Buffer, RegExp]>([
  ['IMG_1.HEIC', Buffer.from('00000018667479706865696300000000ff', 'hex'), /HEIC.*JPEG or PNG/],
  ['talk.mp3', Buffer.from('494433040000ff', 'hex'), /is a recording/],
])('%s is refused, with what to do', async (name, bytes, message) => {
  await expect(rig().add(name, bytes)).rejects.toThrow(message);
});
