import { codedOf } from '../../shared/model/errors.ts';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Client } from '../../shared/contract/client.ts';
import type { ClientHandlersOf } from '../../shared/contract/handlers.ts';
import type { CommandInput } from '../../shared/contract/index.ts';
import type { Conversation, Id } from '../../shared/model/conversation.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { ExportFormat, ImportItem, ImportReport, JobResult } from '../../shared/model/jobs.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { Confined } from '../confined/confined.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import type { DroppedFiles } from '../attachments/dropped-files.ts';
import type { ExportSource } from './export/export-source.ts';
import type { DraggedFiles } from './dragged/dragged-files.ts';
import type { MathFont } from './export/math-font/math-font.ts';
import type { PdfPrinter } from './export/pdf-printer.ts';
import type { AssistantsPort } from './import/target.ts';
import type { ImportOutcome } from './import/import-file.ts';
import type { Jobs, RunJob } from '../jobs/jobs.ts';

/** Asks the person for files: Electron's dialogs, or a test's answers. */
export interface FileDialogs {
  /** Absolute paths; empty if the person chose none. */
  chooseImports(): Promise<readonly string[]>;
  /** `extension` includes its dot. null if the person cancelled. */
  chooseExport(suggestion: {
    readonly name: string;
    readonly extension: string;
  }): Promise<string | null>;
  /** Where a piece of code is saved. null if the person cancelled. */
  chooseCodeTarget(name: string): Promise<string | null>;
  /** Where usage is saved as CSV. null if the person cancelled. */
  chooseUsageTarget(): Promise<string | null>;
}

/** Dependencies of import and export. */
export interface TransferRooms {
  readonly conversations: ConversationService;
  readonly attachments: AttachmentStore;
  readonly assistants: AssistantsPort;
  readonly files: FileSystem;
  readonly dialogs: FileDialogs;
  readonly dropped: DroppedFiles;
  readonly jobs: Jobs;
  readonly confined: Pick<Confined, 'run'>;
  readonly createPdfPrinter: () => PdfPrinter;
  readonly mathFont: MathFont;
  /** The path of the thread that parses imports, see import/understanding.ts. */
  readonly importThread: string;
  /** A conversation as it is now. Throws an ExpectedError if there is none. */
  readonly conversation: (id: Id) => Promise<Conversation>;
  readonly draggedFiles: DraggedFiles;
  /** Begins to drag a file in a window, for the system to go on with. */
  readonly startDrag: (client: Client, path: string) => Promise<void>;
  /** Copies a text to the clipboard, together with HTML if given. */
  readonly copy: (text: string, html: string | undefined) => Promise<void>;
}

const emptyReport: ImportReport = {
  added: 0,
  extended: 0,
  alreadyThere: 0,
  skipped: 0,
  assistants: 0,
  messages: 0,
  attachments: 0,
  items: [],
};

function joined(a: ImportReport, b: ImportReport): ImportReport {
  return {
    added: a.added + b.added,
    extended: a.extended + b.extended,
    alreadyThere: a.alreadyThere + b.alreadyThere,
    skipped: a.skipped + b.skipped,
    assistants: a.assistants + b.assistants,
    messages: a.messages + b.messages,
    attachments: a.attachments + b.attachments,
    items: [...a.items, ...b.items],
  };
}

/** Reports a refused file as an item, so that it does not stop the other files. */
function asItem(path: string, error: unknown): ImportReport {
  if (!(error instanceof ExpectedError) || error.error.kind === 'storage') throw error;
  const item: ImportItem = {
    kind: 'skipped',
    name: basename(path),
    reason: codedOf(error.error),
  };
  return { ...emptyReport, skipped: 1, items: [item] };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    // The import itself reports what is wrong with the file.
    return 0;
  }
}

function importRun(rooms: TransferRooms, paths: readonly string[]): RunJob {
  return async (signal, onProgress) => {
    // Loaded on first use, so it does not slow down the start.
    const { importFile } = await import('./import/import-file.ts');
    const { createImportTarget } = await import('./import/target.ts');
    const target = createImportTarget(rooms.conversations, rooms.attachments, rooms.assistants);
    const sizes = await Promise.all(paths.map(sizeOf));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let before = 0;
    let report = emptyReport;
    for (const [index, path] of paths.entries()) {
      const size = sizes[index] ?? 0;
      const start = before;
      const tell = (done: number, of: number): void =>
        onProgress(start + (of === 0 ? 0 : Math.round((done / of) * size)), total);
      let end: ImportOutcome['end'] = { kind: 'finished' };
      try {
        const outcome = await importFile({
          path,
          target,
          signal,
          onProgress: tell,
          thread: rooms.importThread,
        });
        report = joined(report, outcome.report);
        end = outcome.end;
      } catch (error) {
        if (paths.length === 1) throw error;
        report = joined(report, asItem(path, error));
      }
      if (end.kind === 'cancelled') return { kind: 'cancelled', report };
      if (end.kind === 'failed') return { kind: 'failed', error: end.error, report };
      before += size;
    }
    onProgress(total, total);
    return { kind: 'imported', report };
  };
}

type ExportWhat = CommandInput<'library.export'>['what'];

function idsOf(what: ExportWhat, conversations: ConversationService): readonly Id[] {
  switch (what.kind) {
    case 'messages':
      return [what.conversationId];
    case 'conversations':
      return [...new Set(what.conversationIds)];
    case 'everything':
      return conversations
        .heads()
        .filter(({ temporary }) => temporary !== true)
        .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
        .map(({ id }) => id);
  }
}

async function startExport(
  rooms: TransferRooms,
  what: ExportWhat,
  format: ExportFormat,
): Promise<string | null> {
  const { conversations, attachments, files, dialogs, jobs, confined, mathFont } = rooms;
  const ids = idsOf(what, conversations);
  if (ids.length === 0) throw expected('nothing_to_export', {});
  const { exportConversations, extensions, planExport } =
    await import('./export/export-conversations.ts');
  const { safeFileName } = await import('../disk/file-name.ts');
  const source: ExportSource = {
    heads: () => conversations.heads(),
    read: (id) => conversations.get(id),
    attachments,
  };
  const messageIds = what.kind === 'messages' ? what.messageIds : null;
  const plan = await planExport(source, ids, messageIds, format);
  const [only] = ids;
  const head = conversations.heads().find(({ id }) => id === only);
  const today = new Date().toISOString().slice(0, 10);
  const name = ids.length === 1 ? safeFileName(head?.title ?? '') : `Parley ${today}`;
  const extension = plan.asArchive ? '.zip' : extensions[format];
  const path = await dialogs.chooseExport({ name, extension });
  if (path === null) return null;
  return jobs.start('export', async (signal, onProgress): Promise<JobResult> => {
    const pdf = rooms.createPdfPrinter();
    try {
      const rest = { confined, mathFont, signal, onProgress, now: Date.now };
      const options = { plan, path, source, files, pdf, ...rest };
      return { kind: 'exported', report: await exportConversations(options) };
    } finally {
      pdf.close();
    }
  });
}

async function dragOut(
  rooms: TransferRooms,
  what: CommandInput<'library.dragOut'>,
  client: Client,
): Promise<void> {
  const { makeFile } = await import('./dragged/make-file.ts');
  const pdf = rooms.createPdfPrinter();
  try {
    const path = await makeFile({ ...rooms, pdf }, what, () => rooms.draggedFiles.folder());
    await rooms.startDrag(client, path);
  } finally {
    pdf.close();
  }
}

async function saveCode(
  rooms: TransferRooms,
  { conversationId, ...wanted }: CommandInput<'library.saveCode'>,
): Promise<void> {
  const { findCode } = await import('./dragged/make-file.ts');
  const { writeFileAtomic } = await import('../disk/atomic-file.ts');
  const { name, code } = findCode(await rooms.conversation(conversationId), wanted);
  const path = await rooms.dialogs.chooseCodeTarget(name);
  if (path === null) return;
  const chunks = async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(code);
  };
  try {
    await writeFileAtomic(rooms.files, path, chunks(), new AbortController().signal);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw expected('file_not_saved_there', { name });
  }
}

/** Creates the handlers of the import and export commands. */
export function createTransferHandlers(rooms: TransferRooms): ClientHandlersOf<'transfer'> {
  const { dialogs, dropped, jobs } = rooms;
  return {
    'library.import': async ({ files }) => {
      const named = files?.map((name) => dropped.take(name)) ?? null;
      const paths = named?.filter((path) => path !== null) ?? (await dialogs.chooseImports());
      if (named !== null && paths.length === 0) {
        throw expected('dropped_unreadable', {});
      }
      if (paths.length === 0) return { jobId: null };
      return { jobId: jobs.start('import', importRun(rooms, paths)) };
    },
    'library.export': async ({ what, format }) => ({
      jobId: await startExport(rooms, what, format),
    }),
    'library.dragOut': (what, client) => dragOut(rooms, what, client),
    'library.saveCode': (wanted) => saveCode(rooms, wanted),
    'library.copy': async ({ conversationId, messageIds = null, as }) => {
      // Loaded on first use, so it does not slow down the start.
      const { exportHtml, exportText } = await import('./export/clipboard.ts');
      const conversation = await rooms.conversations.get(conversationId);
      const html =
        as === 'rich_text' ? await exportHtml(conversation, messageIds, rooms.confined) : undefined;
      await rooms.copy(exportText(conversation, messageIds, 'markdown'), html);
    },
  };
}
