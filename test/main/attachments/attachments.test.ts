import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import { createContentLoader } from '../../../src/main/attachments/content.ts';
import { drawNothing } from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../../src/main/attachments/pdf-contents.ts';
import { createPdfReader } from '../../../src/main/attachments/pdf.ts';
import { attachmentIn, attachmentResponse } from '../../../src/main/attachments/response.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { commands } from '../../../src/shared/contract/index.ts';
import { uploadPiece } from '../../../src/shared/model/attachments.ts';
import type { AttachmentPart } from '../../../src/shared/model/conversation.ts';
import { nodeConfined } from '../confined/rig.ts';
import { rawZip } from '../transfer/raw-zip.ts';
import { foreignFiles } from './foreign-files.ts';
import { pdf, png, pngHeader } from './samples.ts';

function rig() {
  const root = mkdtempSync(join(tmpdir(), 'parley-attach-'));
  const folder = join(root, 'attachments');
  const store = createAttachmentStore(nodeFileSystem, folder);
  let pdfsRead = 0;
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const readPdf = createPdfReader(nodeConfined(), report);
  const count = (): void => void (pdfsRead += 1);
  const pdfs = createPdfContents(store, (bytes) => (count(), readPdf(bytes)), drawNothing);
  const foreign = foreignFiles(store);
  const attachments = createAttachments(store, pdfs, foreign);
  const load = createContentLoader({ store, pdfs, foreign, report });
  /** As the window does it: piece by piece. */
  const add = (name: string, bytes: Uint8Array, replaces?: string): Promise<AttachmentPart> => {
    const upload = randomUUID();
    for (let at = 0; at < bytes.byteLength; at += 1000) {
      attachments.upload(upload, bytes.subarray(at, at + 1000));
    }
    return attachments.addUpload(upload, name, replaces);
  };
  const kept = (): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
  return { root, store, attachments, load, add, kept, reported, pdfsRead: () => pdfsRead };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('what is attached', () => {
  test('is an image with its sides, kept byte for byte under its hash, and sent as it is', async () => {
    const t = rig();
    const bytes = png(60, 40);
    const part = await t.add('cat.png', bytes);
    const attachment = hashOf(bytes);
    expect(part).toEqual({
      kind: 'image',
      attachment,
      mediaType: 'image/png',
      name: 'cat.png',
      size: bytes.length,
      width: 60,
      height: 40,
    });
    expect(readFileSync(join(t.root, 'attachments', attachment)).equals(bytes)).toBe(true);
    expect(await t.load(part)).toEqual({
      kind: 'image',
      url: `data:image/png;base64,${bytes.toString('base64')}`,
    });
  });

  test('may be larger than the blocks it is read in', async () => {
    const t = rig();
    const bytes = png(700, 700, 0, true);
    expect(bytes.length).toBeGreaterThan(300_000);
    const content = await t.load(await t.add('noise.png', bytes));
    expect(content).toEqual({
      kind: 'image',
      url: `data:image/png;base64,${bytes.toString('base64')}`,
    });
  });

  test.each([
    ['notes.md', 'text/markdown', Buffer.from('# Ünïcödé 文字')],
    ['data.csv', 'text/csv', Buffer.from('a,b\r\n1,2\r\n')],
    ['script.py', 'text/plain', Buffer.from('print("hi")\n')],
    ['Makefile', 'text/plain', Buffer.from('all:\n\tcc\n')],
    ['windows.txt', 'text/plain', Buffer.from('\ufeffHallo', 'utf16le')],
    ['BMW.txt', 'text/plain', Buffer.from('BM is not always a picture')],
    ['drawing.svg', 'image/svg+xml', Buffer.from('<svg onload="alert(1)"/>')],
    ['fake.png', 'text/plain', Buffer.from('<script>alert(1)</script>')],
  ])('is text by its content: %s', async (name, mediaType, bytes) => {
    const t = rig();
    const part = await t.add(name, bytes);
    expect(part).toMatchObject({ kind: 'file', name, mediaType, size: bytes.length });
    const text = name === 'windows.txt' ? 'Hallo' : bytes.toString();
    expect(await t.load(part)).toEqual({ kind: 'text', text });
  });

  test('is a PDF with its text, page by page, read once', async () => {
    const t = rig();
    const part = await t.add('report.pdf', pdf(['Ferries leave at noon', 'Tickets cost nine']));
    expect(part).toMatchObject({ kind: 'file', mediaType: 'application/pdf' });
    const expected = {
      kind: 'text',
      text: '[Page 1]\nFerries leave at noon\n\n[Page 2]\nTickets cost nine',
    };
    expect(await t.load(part)).toEqual(expected);
    expect(await t.load(part)).toEqual(expected);
    expect(t.pdfsRead()).toBe(1);
  });

  test('is read from the disk, also where a name lies', async () => {
    const t = rig();
    const path = join(t.root, 'photo.txt');
    writeFileSync(path, png(3, 2));
    expect(await t.attachments.addFile(path)).toMatchObject({ kind: 'image', width: 3 });
  });

  test('has a name without folders, line breaks and tricks', async () => {
    const t = rig();
    const text = Buffer.from('x');
    const nameOf = async (name: string): Promise<string> => (await t.add(name, text)).name;
    expect(await nameOf('../../etc/passwd')).toBe('passwd');
    expect(await nameOf('C:\\Users\\me\\a.txt')).toBe('a.txt');
    expect(await nameOf('in\u202evoice\u202dfdp.exe\n\0')).toBe('invoicefdp.exe');
    expect(await nameOf('x'.repeat(1000))).toHaveLength(200);
    expect(await nameOf('')).toBe('File');
  });
});

/** The beginning of a JPEG of 40 × 30, with Exif in either order of bytes. */
function jpeg(orientation: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(isLittle ? 'II' : 'MM', 'latin1');
  const short = (value: number, at: number): number =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  if (isLittle) tiff.writeUInt32LE(8, 4);
  else tiff.writeUInt32BE(8, 4);
  short(1, 8);
  short(0x01_12, 10);
  short(3, 12);
  short(orientation, 18);
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const segment = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const frame = Buffer.from('ffc0001108001e0028030122000211010311', 'hex');
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment, exif, frame, Buffer.alloc(8)]);
}

test.each([
  [1, true, 40, 30],
  [6, true, 30, 40],
  [8, false, 30, 40],
  [3, false, 40, 30],
])(
  'a photograph has the sides with which it is shown (orientation %i)',
  async (orientation, isLittle, width, height) => {
    const t = rig();
    expect(await t.add('photo.jpg', jpeg(orientation, isLittle))).toMatchObject({ width, height });
  },
);

describe('what no model can read is refused, with what to do', () => {
  const zip = rawZip([{ name: 'a.txt', content: Buffer.from('x') }]);
  test.each<readonly [string, Uint8Array, RegExp]>([
    ['empty.txt', Buffer.alloc(0), /is empty/],
    ['setup.exe', Buffer.from('4d5a9000030000000400', 'hex'), /not a file that a model can read/],
    ['photos.zip', zip, /is an archive\. Unpack it/],
    ['letter.docx', zip.subarray(0, 30), /cannot be read\. Save it anew/],
    ['notes.pages', zip, /is a Pages document\. Export it as PDF/],
    ['half.png', png(4, 4).subarray(0, 20), /is damaged/],
    ['bomb.png', pngHeader(60_000, 60_000), /too large/],
    ['locked.pdf', Buffer.from('%PDF-1.4 and nothing of one'), /cannot be read as a PDF/],
    ['scan.pdf', pdf(['', '']), /holds no text/],
  ])('%s', async (name, bytes, message) => {
    const t = rig();
    await expect(t.add(name, bytes)).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
      error: { kind: 'invalid' },
    });
    expect(t.kept()).toEqual([]);
  });

  test('more than 50 MB', async () => {
    const t = rig();
    const upload = randomUUID();
    const piece = Buffer.alloc(1024 ** 2, 'a');
    for (let count = 0; count < 51; count += 1) t.attachments.upload(upload, piece);
    await expect(t.attachments.addUpload(upload, 'book.txt')).rejects.toThrow(/larger than 50 MB/);
  });

  test('folders, and files that are not there', async () => {
    const t = rig();
    mkdirSync(join(t.root, 'folder'));
    await expect(t.attachments.addFile(join(t.root, 'folder'))).rejects.toThrow(/is a folder/);
    await expect(t.attachments.addFile(join(t.root, 'gone'))).rejects.toThrow(/cannot be read/);
  });

  test('but not an image that is only long', async () => {
    const t = rig();
    expect(await t.add('line.png', png(1, 60_000))).toMatchObject({ width: 1, height: 60_000 });
  });
});

describe('the window', () => {
  test('says which attachment, and main what it is', async () => {
    const t = rig();
    const image = await t.add('cat.png', png(6, 4));
    const named = { attachment: image.attachment, name: '../dog.pdf' };
    expect(await t.attachments.describe(named)).toEqual({ ...image, name: 'dog.pdf' });
    const gone = { attachment: 'a'.repeat(64), name: 'x.png' };
    await expect(t.attachments.describe(gone)).rejects.toThrow(/no longer there/);
  });

  test('can give up only what nothing has used', async () => {
    const t = rig();
    const large = await t.add('large.png', png(9, 9));
    const small = await t.add('small.png', png(5, 5), large.attachment);
    expect(t.kept()).toEqual([small.attachment]);
    await t.attachments.describe(small);
    await t.add('x.png', png(2, 2), small.attachment);
    expect(t.kept()).toContain(small.attachment);
    const drafted = await t.add('y.png', png(3, 3));
    t.attachments.settle([drafted]);
    await t.add('z.png', png(4, 4), drafted.attachment);
    expect(t.kept()).toContain(drafted.attachment);
    // Brought in by an import, in the meantime or before.
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield png(7, 7);
    }
    const { sha256 } = await t.store.put(bytes());
    await t.add('again.png', png(7, 7));
    await t.add('other.png', png(8, 8), sha256);
    expect(t.kept()).toContain(sha256);
  });

  test.each([
    ['attachment.upload', { upload: randomUUID(), bytes: new Uint8Array(uploadPiece + 1) }],
    ['attachment.upload', { upload: '../x', bytes: new Uint8Array(1) }],
    ['attachment.upload', { upload: randomUUID(), bytes: [1, 2] }],
    ['attachment.add', { from: { kind: 'dropped', file: '/etc/passwd' } }],
    ['attachment.add', { from: { kind: 'path', path: '/etc/passwd' } }],
    ['attachment.add', { from: { kind: 'upload', upload: randomUUID(), name: 1 } }],
    ['attachment.save', { attachment: '../../secrets.json', name: 'x' }],
    ['attachment.save', { attachment: 'A'.repeat(64), name: 'x' }],
    ['attachment.choose', {}],
    ['app.copyImage', { png: 'data:image/png;base64,AQID' }],
    ['image.loadRemote', { url: 'x'.repeat(10_001) }],
    [
      'chat.send',
      { conversationId: randomUUID(), text: '', attachments: [{ attachment: 'x', name: '' }] },
    ],
    [
      'chat.edit',
      { conversationId: randomUUID(), messageId: randomUUID(), text: '', attachments: ['../x'] },
    ],
    [
      'draft.set',
      { conversationId: null, text: '', attachments: [{ kind: 'file', attachment: 'x' }] },
    ],
  ] as const)('%s is checked: %o', (name, payload) => {
    expect(commands[name].input.safeParse(payload).success).toBe(false);
  });

  test.each([
    '/attachments/../secrets.json',
    '/attachments/..%2fsecrets.json',
    `/attachments/${'a'.repeat(63)}`,
    `/attachments/${'A'.repeat(64)}`,
    `/attachments/${'a'.repeat(64)}/x`,
    `//attachments/${'a'.repeat(64)}`,
  ])('finds no attachment at %s', (path) => {
    expect(attachmentIn(path)).toBeNull();
  });

  test('gets pictures as what they are, and everything else as a download that can do nothing', async () => {
    const t = rig();
    const bytes = png(300, 300, 0, true);
    const image = await t.add('x.png', bytes);
    const shown = await attachmentResponse(t.store, image.attachment);
    expect(Buffer.from((await shown?.arrayBuffer()) ?? new ArrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(shown?.headers ?? [])).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'content-security-policy': expect.stringMatching(/^sandbox;/) as string,
      'x-content-type-options': 'nosniff',
    });
    for (const [name, text] of [
      ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['x.html', '<script>alert(1)</script>'],
    ] as const) {
      const { attachment } = await t.add(name, Buffer.from(text));
      const response = await attachmentResponse(t.store, attachment);
      expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'content-security-policy': expect.stringMatching(/^sandbox;/) as string,
        'x-content-type-options': 'nosniff',
      });
      expect(await response?.text()).toBe(text);
    }
    expect(await attachmentResponse(t.store, 'a'.repeat(64))).toBeNull();
  });
});

test('an attachment that is gone, or was brought in and is no text, is told to the model', async () => {
  const t = rig();
  const base = { attachment: 'a'.repeat(64), mediaType: 'image/png', name: 'x' } as const;
  expect(await t.load({ kind: 'image', ...base })).toEqual({ kind: 'missing' });
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('504b0304ff', 'hex');
  }
  const { sha256 } = await t.store.put(bytes());
  const docx = { ...base, attachment: sha256, mediaType: 'application/zip', size: 5 };
  expect(await t.load({ kind: 'file', ...docx })).toEqual({ kind: 'unreadable' });
  expect(t.reported).toEqual([]);
});
