import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ExpectedError } from '../../src/shared/expected.ts';
import { createAttachments } from '../../src/main/attachments/attachments.ts';
import { createContentLoader } from '../../src/main/attachments/content.ts';
import { createForeignFiles } from '../../src/main/attachments/foreign.ts';
import { createPdfReader } from '../../src/main/attachments/pdf.ts';
import { drawNothing } from '../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../src/main/attachments/pdf-contents.ts';
import { createAttachmentStore } from '../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../src/main/disk/file-system.ts';
import { createRandom, type Random } from '../bench/library/random.ts';
import { expectPlain } from '../main/wire/plain.ts';
import { nodeConfined } from '../main/confined/rig.ts';
import { fileWith, openProfile } from '../main/search/profile.ts';
import { newRoot } from '../main/store/support.ts';
import { eachSeed, longest } from './cases.ts';
import {
  nastyDocument,
  nastyPdf,
  nastyPicture,
  nastyPlainText,
  type NastyFile,
} from './nasty/files.ts';
import { nastyImport } from './nasty/imports.ts';
import { createWatch } from './watch.ts';

const megabyte = 1024 ** 2;
/** Memory that main may retain after all cases of a kind. */
const maxGrown = 500 * megabyte;

const confined = nodeConfined();
afterAll(() => confined.stop());

/** Attachments assembled as in the program, with real processes; PDFs have a shorter time limit. */
function attachmentRig() {
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const store = createAttachmentStore(nodeFileSystem, join(newRoot(), 'attachments'));
  const limits = { deadlineMs: 6000, memoryBytes: 450 * megabyte };
  const readPdf = createPdfReader(confined, report, limits);
  const pdfs = createPdfContents(store, readPdf, drawNothing);
  const foreign = createForeignFiles(confined, store, report);
  const attachments = createAttachments(store, pdfs, foreign);
  const load = createContentLoader({ store, pdfs, foreign, report });
  return {
    /** Attaches a file and reads it as a request would. Returns true if it was accepted. */
    async attach({ name, bytes }: NastyFile): Promise<boolean> {
      const upload = crypto.randomUUID();
      attachments.upload(upload, bytes);
      try {
        const part = await attachments.addUpload(upload, name, null);
        expect(part.size).toBeGreaterThan(0);
        const content = await load(part);
        expect(['text', 'image', 'unreadable', 'not_drawn_here']).toContain(content.kind);
        return true;
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        expect(error.message).toMatch(/^[^\n]{10,300}\.$/);
        return false;
      }
    },
  };
}

async function attachAll(
  what: string,
  count: number,
  make: (random: Random) => NastyFile,
): Promise<void> {
  const watch = createWatch();
  const rig = attachmentRig();
  let taken = 0;
  await eachSeed(count, async (seed) => {
    const file = make(createRandom(seed));
    const name = `seed ${seed}: ${file.made}, ${file.name}, ${file.bytes.length} bytes`;
    if (await watch.during(name, () => rig.attach(file))) taken += 1;
  });
  console.info(`${watch.summary(what)}; ${taken} taken`);
  expect(watch.grown()).toBeLessThan(maxGrown);
}

test(
  'a picture is taken for what its bytes say, or refused in a sentence',
  () => attachAll('pictures', 80, nastyPicture),
  300_000,
);

test(
  'a text in any encoding is read, or refused in a sentence',
  () => attachAll('texts', 25, nastyPlainText),
  300_000,
);

test(
  'a PDF is read within its limits, or refused in a sentence',
  () => attachAll('PDFs', 8, nastyPdf),
  300_000,
);

test(
  'a document of another program is read within its limits, or refused in a sentence',
  () => attachAll('documents', 12, nastyDocument),
  300_000,
);

test(
  'what is brought in is added or named in the report, and the file is never half in',
  async () => {
    const watch = createWatch();
    const counts = { added: 0, refused: 0 };
    await eachSeed(40, async (seed) => {
      const { name, made, bytes } = nastyImport(createRandom(seed));
      const profile = await openProfile();
      const path = fileWith(name, bytes);
      await watch.during(`seed ${seed}: ${made}, ${bytes.length} bytes`, async () => {
        try {
          const { report } = await profile.bringIn(path);
          counts.added += report.added;
          expect(profile.conversations.heads()).toHaveLength(report.added);
        } catch (error) {
          if (!(error instanceof ExpectedError)) throw error;
          expectPlain(error.error);
          counts.refused += 1;
          expect(profile.conversations.heads()).toEqual([]);
        }
      });
    });
    console.info(
      `${watch.summary('imports')}; ${counts.added} conversations, ${counts.refused} files refused`,
    );
    expect(watch.grown()).toBeLessThan(maxGrown);
  },
  longest,
);
