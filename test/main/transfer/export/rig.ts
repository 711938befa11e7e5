import { join } from 'node:path';
import type { Conversation, Id, Message, Part } from '../../../../src/shared/model/conversation.ts';
import type { ExportFormat } from '../../../../src/shared/model/jobs.ts';
import { newId } from '../../../../src/main/conversations/id.ts';
import {
  exportConversations,
  planExport,
} from '../../../../src/main/transfer/export/export-conversations.ts';
import { mathFontFor } from '../../../../src/main/transfer/export/math-font/math-font.ts';
import type { PdfPrinter } from '../../../../src/main/transfer/export/pdf-printer.ts';
import { openArchive } from '../../../../src/main/disk/archive.ts';
import { importLimits } from '../../../../src/main/disk/import-limits.ts';
import { nodeFileSystem, type FileSystem } from '../../../../src/main/disk/file-system.ts';
import { newRoot } from '../../store/support.ts';
import { nodeConfined } from '../../confined/rig.ts';
import type { Profile } from '../../search/profile.ts';

export async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

export function said(
  role: Message['role'],
  parentId: Id | null,
  parts: readonly Part[],
  rest: Partial<Message> = {},
): Message {
  return {
    id: newId(),
    parentId,
    role,
    parts,
    status: 'complete',
    createdAt: '2026-11-01T12:00:00.000Z',
    ...rest,
  };
}

export function conversationOf(
  title: string,
  messages: readonly Message[],
  rest: Partial<Conversation> = {},
): Conversation {
  return {
    version: 3,
    id: newId(),
    title,
    titledBy: 'person',
    createdAt: '2026-11-01T12:00:00.000Z',
    updatedAt: '2026-11-01T12:30:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
    ...rest,
  };
}

export const text = (value: string): Part => ({ kind: 'text', text: value });

/** Shared by all exports; the processes idle in between. */
export const confined = nodeConfined();

/** The font as it comes with its package, which a build copies. */
export const mathFonts = join(
  import.meta.dirname,
  '../../../../node_modules/@fontsource/noto-sans-math/files',
);

const rethrow = (error: unknown): never => {
  throw error instanceof Error ? error : new Error(String(error));
};

interface Options {
  readonly format?: ExportFormat;
  readonly path?: string;
  readonly files?: FileSystem;
  readonly signal?: AbortSignal;
  readonly messageIds?: readonly Id[] | null;
  readonly print?: PdfPrinter['print'];
  readonly onProgress?: (done: number, total: number) => void;
}

export async function take(profile: Profile, ids: readonly Id[], options: Options = {}) {
  const { format = 'json', path = join(newRoot(), 'export'), files = nodeFileSystem } = options;
  const plan = await planExport(profile, ids, options.messageIds ?? null, format);
  return exportConversations({
    plan,
    path,
    source: profile,
    files,
    pdf: {
      print: options.print ?? ((html) => Promise.resolve(Buffer.from(`%PDF-${html}`))),
    },
    signal: options.signal ?? new AbortController().signal,
    confined,
    mathFont: (html) => mathFontFor(html, mathFonts, rethrow),
    onProgress: options.onProgress ?? (() => undefined),
    now: () => Date.parse('2026-11-02T00:00:00.000Z'),
  });
}

export async function entriesOf(path: string): Promise<ReadonlyMap<string, string>> {
  const signal = new AbortController().signal;
  const archive = await openArchive(path, importLimits, signal);
  const found = new Map<string, string>();
  for (const entry of archive.entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.open(entry, signal)) chunks.push(chunk);
    found.set(entry.name, Buffer.concat(chunks).toString('utf8'));
  }
  archive.close();
  return found;
}
