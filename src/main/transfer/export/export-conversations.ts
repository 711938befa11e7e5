import { t } from '../../../shared/language/translate.ts';
import { reasonOf } from '../../store/save-status.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { effectivePrompt } from '../../../shared/model/assistants/effective.ts';
import type { Conversation, Id } from '../../../shared/model/conversation.ts';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { ExportFormat, ExportReport } from '../../../shared/model/jobs.ts';
import type { Confined } from '../../confined/confined.ts';
import { errorCode, type FileSystem } from '../../disk/file-system.ts';
import { diskFaultOf } from '../../store/save-status.ts';
import { extensionFor } from '../../disk/media-type.ts';
import type { PdfPrinter } from './pdf-printer.ts';
import { archiveOf, type NewEntry } from '../../disk/archive-writer.ts';
import { writeFileAtomic } from '../../disk/atomic-file.ts';
import { createNames, safeFileName } from '../../disk/file-name.ts';
import { images, maxInside, presentMedia, type ExportSource } from './export-source.ts';
import { conversationAsHtml, indexAsHtml, textsOf } from './html.ts';
import { conversationAsJson } from './json.ts';
import { conversationAsMarkdown, type PathOf } from './markdown.ts';
import { exportLimits, renderNothing, renderTexts, type Rendered } from './rendered.ts';
import type { MathFont } from './math-font/math-font.ts';
import { excerptOf, messagesToWrite, type MediaPart } from './selection.ts';
import { conversationAsText } from './text.ts';

/**
 * What to export: one conversation or some of its messages to a file, or any number to an archive.
 */
export interface ExportPlan {
  readonly ids: readonly Id[];
  /** Only for a single conversation. null exports the path on show, or for JSON everything. */
  readonly messageIds: readonly Id[] | null;
  readonly format: ExportFormat;
  readonly asArchive: boolean;
}

export interface ExportOptions {
  readonly plan: ExportPlan;
  /** The path of the file to write, absolute. */
  readonly path: string;
  readonly source: ExportSource;
  readonly files: FileSystem;
  readonly pdf: Pick<PdfPrinter, 'print'>;
  /** Runs the process that renders texts. */
  readonly confined: Pick<Confined, 'run'>;
  readonly mathFont: MathFont;
  readonly signal: AbortSignal;
  /** Number of conversations written, and in total. */
  readonly onProgress: (done: number, total: number) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

export const extensions: Readonly<Record<ExportFormat, string>> = {
  markdown: '.md',
  json: '.json',
  html: '.html',
  text: '.txt',
  pdf: '.pdf',
};

/** Decides whether the conversations fit into one file or need an archive. */
export async function planExport(
  source: ExportSource,
  ids: readonly Id[],
  messageIds: readonly Id[] | null,
  format: ExportFormat,
): Promise<ExportPlan> {
  const [only] = ids;
  if (only === undefined || ids.length > 1)
    return { ids, messageIds: null, format, asArchive: true };
  const media = await presentMedia(source, await source.read(only), messageIds, format);
  const size = [...media.values()].reduce((sum, each) => sum + each, 0);
  const holdsMedia = format !== 'markdown' && format !== 'text';
  const fits = holdsMedia ? size <= maxInside : media.size === 0;
  return { ids, messageIds, format, asArchive: !fits };
}

/**
 * A conversation as an HTML page, or that page as a PDF. Texts that take too long to render appear
 * as written.
 */
async function pageOf(
  options: ExportOptions,
  conversation: Conversation,
  media: ReadonlyMap<MediaPart, number>,
  counts: Counts,
): Promise<Uint8Array> {
  const { source, plan, pdf, confined, mathFont, signal } = options;
  const messages = messagesToWrite(conversation, plan.messageIds);
  const pictures = [...media].filter(([{ kind }, size]) => kind === 'image' && size <= maxInside);
  const inside = await images(source, new Map(pictures));
  const texts = textsOf(messages, effectivePrompt(conversation, '').value);
  const page = async ({ html }: Rendered): Promise<string> => {
    const font = await mathFont(html.values());
    return conversationAsHtml(conversation, messages, inside, html, font);
  };
  const rendered = await renderTexts(texts, confined, exportLimits, signal);
  if (plan.format !== 'pdf') {
    counts.asPlainText += rendered.asPlainText;
    return Buffer.from(await page(rendered));
  }
  try {
    const printed = await pdf.print(await page(rendered), signal);
    counts.asPlainText += rendered.asPlainText;
    return printed;
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.error.kind !== 'timeout') throw error;
    // A page that can be rendered may still be too large to print.
    const plain = renderNothing(texts);
    counts.asPlainText += plain.asPlainText;
    return await pdf.print(await page(plain), signal);
  }
}

/** Running totals of an export. */
interface Counts {
  written: number;
  asPlainText: number;
}

async function contentOf(
  options: ExportOptions,
  conversation: Conversation,
  media: ReadonlyMap<MediaPart, number>,
  pathOf: PathOf,
  counts: Counts,
): Promise<readonly Uint8Array[]> {
  const { source, plan, now } = options;
  const messages = messagesToWrite(conversation, plan.messageIds);
  switch (plan.format) {
    case 'markdown':
      return [Buffer.from(conversationAsMarkdown(conversation, messages, pathOf))];
    case 'text':
      return [Buffer.from(conversationAsText(conversation, messages))];
    case 'html':
    case 'pdf':
      return [await pageOf(options, conversation, media, counts)];
    case 'json': {
      const inside = plan.asArchive ? null : await images(source, media);
      const exportedAt = new Date(now()).toISOString();
      return conversationAsJson(excerptOf(conversation, plan.messageIds), inside, exportedAt);
    }
  }
}

type Skipped = ExportReport['skipped'][number];

/**
 * True for a bug of ours, which ends the export. A conversation that cannot be read is merely left
 * out.
 */
function isUnexpected(error: unknown): boolean {
  return !(error instanceof ExpectedError) && errorCode(error) === null;
}

async function* entriesOf(
  options: ExportOptions,
  skipped: Skipped[],
  counts: Counts,
): AsyncGenerator<NewEntry> {
  const { plan, source, signal, onProgress } = options;
  const nameOf = createNames();
  const mediaNames = new Map<string, string>();
  const written = new Set<string>();
  const titles = new Map(source.heads().map((head) => [head.id, head.title]));
  const pages: { name: string; title: string; updatedAt: string }[] = [];
  if (plan.format === 'html') nameOf('index', '.html');

  for (const [done, id] of plan.ids.entries()) {
    signal.throwIfAborted();
    onProgress(done, plan.ids.length);
    let conversation: Conversation;
    let content: readonly Uint8Array[];
    let media: ReadonlyMap<MediaPart, number>;
    try {
      conversation = await source.read(id);
      media = await presentMedia(source, conversation, plan.messageIds, plan.format);
      for (const part of media.keys()) {
        if (mediaNames.has(part.attachment)) continue;
        const own = part.name.toLowerCase().endsWith(extensionFor(part.mediaType));
        const name = safeFileName(
          own ? part.name : `${part.name}${extensionFor(part.mediaType)}`,
          t('file.unnamed'),
        );
        const path =
          plan.format === 'json' ? part.attachment : `${part.attachment.slice(0, 12)}-${name}`;
        mediaNames.set(part.attachment, `attachments/${path}`);
      }
      const pathOf = (part: MediaPart): string | null => mediaNames.get(part.attachment) ?? null;
      content = await contentOf(options, conversation, media, pathOf, counts);
    } catch (error) {
      signal.throwIfAborted();
      if (isUnexpected(error)) throw error;
      skipped.push({ name: titles.get(id) ?? id, reason: reasonOf(error) });
      continue;
    }
    const modified = new Date(conversation.updatedAt);
    const file = nameOf(safeFileName(conversation.title), extensions[plan.format]);
    const name = plan.format === 'json' ? `conversations/${file}` : file;
    pages.push({ name: file, title: conversation.title, updatedAt: conversation.updatedAt });
    yield { name, modified, compress: true, chunks: () => content };
    if (plan.format !== 'html' && plan.format !== 'pdf')
      yield* mediaEntries(options, media, mediaNames, written, modified);
    counts.written += 1;
    await nextTurn();
  }
  onProgress(plan.ids.length, plan.ids.length);
  if (plan.format === 'html') {
    const index = Buffer.from(indexAsHtml(pages));
    yield {
      name: 'index.html',
      modified: new Date(options.now()),
      compress: true,
      chunks: () => [index],
    };
  }
}

/** The attachments of a conversation that no earlier conversation had. */
async function* mediaEntries(
  { source }: ExportOptions,
  media: ReadonlyMap<MediaPart, number>,
  names: ReadonlyMap<string, string>,
  written: Set<string>,
  modified: Date,
): AsyncGenerator<NewEntry> {
  for (const { attachment, mediaType } of media.keys()) {
    const name = names.get(attachment);
    if (name === undefined || written.has(attachment)) continue;
    written.add(attachment);
    const compress = !/^(?:image|video|audio)\/|zip|openxml/.test(mediaType);
    yield { name, modified, compress, chunks: () => source.attachments.read(attachment) };
  }
}

async function* singleFile(
  options: ExportOptions,
  id: Id,
  counts: Counts,
): AsyncGenerator<Uint8Array> {
  const { plan, source } = options;
  const conversation = await source.read(id);
  const media = await presentMedia(source, conversation, plan.messageIds, plan.format);
  yield* await contentOf(options, conversation, media, () => null, counts);
}

function failure(error: unknown): unknown {
  if (errorCode(error) === null) return error;
  return expected('export_unwritten', { disk: diskFaultOf(error) }, { detail: String(error) });
}

/**
 * Writes conversations to a file, completely or not at all. Throws an ExpectedError (`storage`) if
 * the disk refuses, and the signal's reason on cancel; either way nothing is left behind.
 */
export async function exportConversations(options: ExportOptions): Promise<ExportReport> {
  const { plan, path, files, signal, onProgress } = options;
  const skipped: Skipped[] = [];
  const counts: Counts = { written: 0, asPlainText: 0 };
  const messages = plan.messageIds?.length ?? null;
  const told = () => ({ path, messages, skipped, asPlainText: counts.asPlainText });
  const [only] = plan.ids;
  try {
    if (plan.asArchive || only === undefined) {
      const chunks = archiveOf(entriesOf(options, skipped, counts));
      const size = await writeFileAtomic(files, path, chunks, signal);
      return { ...told(), conversations: counts.written, size };
    }
    onProgress(0, 1);
    const size = await writeFileAtomic(files, path, singleFile(options, only, counts), signal);
    onProgress(1, 1);
    return { ...told(), conversations: 1, size };
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error);
  }
}
