import { createForeignFiles, type ForeignFiles } from '../../../src/main/attachments/foreign.ts';
import type { AttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeConfined } from '../confined/rig.ts';

/** Readers of documents and encodings in real processes. */
export function foreignFiles(store: Pick<AttachmentStore, 'read'>): ForeignFiles {
  return createForeignFiles(nodeConfined(), store, (error) => {
    throw error;
  });
}
