import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pdf, png } from './samples.ts';
import { rig } from './rig.ts';

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
    expect(await t.attachments.addFile(path, null)).toMatchObject({ kind: 'image', width: 3 });
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

/** The start of a JPEG of 40 × 30, with Exif in either byte order. */
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

test('an attachment that is gone, or was brought in and is no text, is told to the model', async () => {
  const t = rig();
  const base = { attachment: 'a'.repeat(64), mediaType: 'image/png', name: 'x' } as const;
  expect(await t.load({ kind: 'image', ...base })).toEqual({ kind: 'missing' });
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('504b0304ff', 'hex');
  }
  const { sha256 } = await t.store.put(bytes(), null);
  const docx = { ...base, attachment: sha256, mediaType: 'application/zip', size: 5 };
  expect(await t.load({ kind: 'file', ...docx })).toEqual({ kind: 'unreadable' });
  expect(t.reported).toEqual([]);
});
