import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import { createContentLoader } from '../../../src/main/attachments/content.ts';
import { drawNothing } from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../../src/main/attachments/pdf-contents.ts';
import { createPdfReader } from '../../../src/main/attachments/pdf.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import type { AttachmentPart } from '../../../src/shared/model/conversation.ts';
import { nodeConfined } from '../confined/rig.ts';
import { foreignFiles } from './foreign-files.ts';

/** Attachments in a new folder, with real files and real confined work. */
export function rig() {
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
  /** Uploads in pieces, as the window does. */
  const add = (name: string, bytes: Uint8Array, replaces?: string): Promise<AttachmentPart> => {
    const upload = randomUUID();
    for (let at = 0; at < bytes.byteLength; at += 1000) {
      attachments.upload(upload, bytes.subarray(at, at + 1000));
    }
    return attachments.addUpload(upload, name, null, replaces);
  };
  const kept = (): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
  return { root, store, attachments, load, add, kept, reported, pdfsRead: () => pdfsRead };
}
