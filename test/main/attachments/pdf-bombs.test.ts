import { foreignFiles } from './foreign-files.ts';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, describe, expect, test } from 'vitest';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import { drawNothing } from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../../src/main/attachments/pdf-contents.ts';
import { createPdfReader } from '../../../src/main/attachments/pdf.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { nodeConfined } from '../confined/rig.ts';
import { pdfBombs } from './pdf-bombs.ts';

const confined = nodeConfined();
afterAll(() => confined.stop());

/**
 * Measures the longest time during which nothing else in this process could run, from now on (ms).
 */
function watchPauses(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return Math.round(longest);
  };
}

const kindWords =
  /^bomb\.pdf (?:cannot be read|takes too (?:long|much)|has no text).*(?:Attach|attach)/;

describe('a PDF that asks for too much is refused in one sentence, and main takes no part in it', () => {
  test.each(Object.entries(pdfBombs))('%s', async (name, make) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'parley-bomb-')), 'attachments');
    const store = createAttachmentStore(nodeFileSystem, folder);
    const limits = { deadlineMs: 8000, memoryBytes: 450 * 1024 ** 2 };
    const read = createPdfReader(confined, () => undefined, limits);
    const attachments = createAttachments(
      store,
      createPdfContents(store, read, drawNothing),
      foreignFiles(store),
    );
    const bytes = make();
    const before = process.memoryUsage().rss;
    const pauses = watchPauses();
    attachments.upload('bomb', bytes);
    await expect(attachments.addUpload('bomb', 'bomb.pdf', null)).rejects.toMatchObject({
      message: expect.stringMatching(kindWords) as string,
      error: { kind: 'invalid' },
    });
    const grown = process.memoryUsage().rss - before;
    console.info(
      `${name}: ${bytes.length} bytes, longest pause ${pauses()} ms, main grew by ${Math.round(grown / 1024 ** 2)} MB`,
    );
    expect(grown).toBeLessThan(200 * 1024 ** 2);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });
});
