import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shortName } from '../../../src/main/disk/media-type.ts';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import { createContentLoader } from '../../../src/main/attachments/content.ts';
import { createPdfTexts } from '../../../src/main/attachments/pdf-texts.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { newRoot } from '../store/support.ts';
import { foreignFiles } from './foreign-files.ts';

function rig() {
  const store = createAttachmentStore(nodeFileSystem, join(newRoot(), 'attachments'));
  const foreign = foreignFiles(store);
  const pdfTexts = createPdfTexts(store, () => Promise.resolve({ kind: 'damaged' }));
  const attachments = createAttachments(store, pdfTexts, foreign);
  const report = (error: unknown): void => {
    throw error;
  };
  const load = createContentLoader({ store, pdfTexts, foreign, report });
  return {
    async add(name: string, bytes: Uint8Array) {
      const upload = crypto.randomUUID();
      attachments.upload(upload, bytes);
      const part = await attachments.addUpload(upload, name);
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

test('a TIFF becomes a PNG', async () => {
  // Two by one pixels, grey, written by hand.
  const tiff = Buffer.from(
    '49492a000a000000ff00090000010300010000000200000001010300010000000100000002010300010000000800000003010300010000000100000006010300010000000100000011010400010000000800000015010300010000000100000016010300010000000100000017010400010000000200000000000000',
    'hex',
  );
  const { part } = await rig().add('scan.tif', tiff);
  expect(part).toMatchObject({ kind: 'image', mediaType: 'image/png', name: 'scan.png', width: 2 });
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
