import { createAttachments, type Attachments } from '../attachments/attachments.ts';
import { createContentLoader } from '../attachments/content.ts';
import { createForeignFiles } from '../attachments/foreign.ts';
import { createPdfContents } from '../attachments/pdf-contents.ts';
import { createPdfReader } from '../attachments/pdf.ts';
import type { LoadAttachment } from '../turns/attachment-contents.ts';
import type { Confined } from '../confined/confined.ts';
import { createPageDrawer } from '../electron/page-drawer.ts';
import type { DecodeBySystem } from '../attachments/ingest.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { decodeBySystem } from '../electron/system-pictures.ts';

/** Dependencies of the attachments. */
export interface AttachmentsOptions {
  readonly store: AttachmentStore;
  readonly confined: Pick<Confined, 'run'>;
  /** The folder of the built renderer. */
  readonly renderer: string;
  /** True for conversations of which nothing may be written to disk. */
  readonly isTemporary: (id: Id) => boolean;
  readonly report: (error: unknown) => void;
}

/**
 * Creates the services that import attachments and read them for requests, with the app's windows
 * and system features.
 */
export function openAttachments(options: AttachmentsOptions): {
  readonly attachments: Attachments;
  readonly loadAttachment: LoadAttachment;
} {
  const { store, confined, renderer, isTemporary, report } = options;
  // The system reads a picture from a file.
  const decode: DecodeBySystem = (pieces, ending, of) =>
    of !== null && isTemporary(of) ? Promise.resolve(null) : decodeBySystem(pieces, ending, of);
  const drawPages = createPageDrawer(renderer, report);
  const pdfs = createPdfContents(store, createPdfReader(confined, report), drawPages);
  const foreign = createForeignFiles(confined, store, report);
  return {
    attachments: createAttachments(store, pdfs, foreign, decode),
    loadAttachment: createContentLoader({ store, pdfs, foreign, report }),
  };
}
