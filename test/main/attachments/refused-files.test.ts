import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rawZip } from '../transfer/raw-zip.ts';
import { pdf, png, pngHeader } from './samples.ts';
import { rig } from './rig.ts';

describe('what no model can read is refused, with what to do', () => {
  const zip = rawZip([{ name: 'a.txt', content: Buffer.from('x') }]);
  test.each<readonly [string, Uint8Array, RegExp]>([
    ['empty.txt', Buffer.alloc(0), /is empty/],
    ['setup.exe', Buffer.from('4d5a9000030000000400', 'hex'), /not a file that a model can read/],
    ['photos.zip', zip, /is an archive\. Unpack it/],
    ['letter.docx', zip.subarray(0, 30), /cannot be read\. Save it again/],
    ['notes.pages', zip, /is a Pages document\. Export it as PDF/],
    ['half.png', png(4, 4).subarray(0, 20), /is damaged/],
    ['bomb.png', pngHeader(60_000, 60_000), /too large/],
    ['locked.pdf', Buffer.from('%PDF-1.4 and nothing of one'), /cannot be read as a PDF/],
    ['scan.pdf', pdf(['', '']), /has no text/],
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
    await expect(t.attachments.addUpload(upload, 'book.txt', null)).rejects.toThrow(
      /larger than 50 MB/,
    );
  });

  test('folders, and files that are not there', async () => {
    const t = rig();
    mkdirSync(join(t.root, 'folder'));
    await expect(t.attachments.addFile(join(t.root, 'folder'), null)).rejects.toThrow(
      /is a folder/,
    );
    await expect(t.attachments.addFile(join(t.root, 'gone'), null)).rejects.toThrow(
      /cannot be read/,
    );
  });

  test('but not an image that is only long', async () => {
    const t = rig();
    expect(await t.add('line.png', png(1, 60_000))).toMatchObject({ width: 1, height: 60_000 });
  });
});
