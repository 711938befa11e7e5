import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import * as yazl from 'yazl';
import { resultText } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import type { ImportItem } from '../../../src/shared/model/jobs.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import {
  createConversationService,
  type ConversationService,
} from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type { ExportSource } from '../../../src/main/transfer/export/export-source.ts';
import { importFile, type ImportOutcome } from '../../../src/main/transfer/import/import-file.ts';
import { importLimits, type ImportLimits } from '../../../src/main/disk/import-limits.ts';
import { createImportTarget } from '../../../src/main/transfer/import/target.ts';
import {
  createAttachmentStore,
  type AttachmentStore,
} from '../../../src/main/store/attachments.ts';
import { createTemporaryStores } from '../../../src/main/store/temporary/temporary.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import type { AssistantService } from '../../../src/main/assistants/service.ts';
import { serviceOn } from '../assistants/rig.ts';
import { newRoot, storeOn } from '../store/support.ts';

/** A profile on a real disk, with everything that imports and exports need. */
export interface Profile extends ExportSource {
  readonly root: string;
  readonly conversations: ConversationService;
  readonly attachments: AttachmentStore;
  readonly assistants: AssistantService;
  bringIn(
    path: string,
    options?: { readonly signal?: AbortSignal; readonly limits?: Partial<ImportLimits> },
  ): Promise<ImportOutcome>;
  /** All conversations on disk, by title. */
  kept(): Promise<ReadonlyMap<string, Conversation>>;
  attachmentBytes(sha256: string): Buffer;
}

/** Opens an empty profile, or an existing one. */
export async function openProfile(root = newRoot()): Promise<Profile> {
  const store = await storeOn(root);
  const clock = { now: () => Date.parse('2026-11-01T12:00:00.000Z') };
  const onDisk = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const stores = createTemporaryStores({ ...store, attachments: onDisk });
  const { attachments } = stores;
  const conversations = createConversationService(
    stores.conversations,
    clock,
    newId,
    () => undefined,
  );
  await conversations.load();
  // Nothing is answered here.
  const { service: assistants } = serviceOn({ store, conversations, turns: {} as never });
  return {
    root,
    conversations,
    attachments,
    assistants,
    heads: () => conversations.heads(),
    read: (id) => conversations.get(id),
    bringIn: (path, { signal = new AbortController().signal, limits = {} } = {}) =>
      importFile({
        path,
        target: createImportTarget(conversations, attachments, assistants),
        signal,
        onProgress: () => undefined,
        limits: { ...importLimits, ...limits },
        thread: join(
          import.meta.dirname,
          '../../../src/main/transfer/import/understanding-thread.ts',
        ),
      }),
    async kept() {
      await store.conversations.flush();
      const found = new Map<string, Conversation>();
      for (const name of fs.readdirSync(join(root, 'conversations'))) {
        const text = fs.readFileSync(join(root, 'conversations', name), 'utf8');
        const conversation = JSON.parse(text) as Conversation;
        found.set(conversation.title, conversation);
      }
      return found;
    },
    attachmentBytes: (sha256) => fs.readFileSync(join(root, 'attachments', sha256)),
  };
}

/** Writes a file with this content into a new folder. */
export function fileWith(name: string, content: string | Uint8Array | object): string {
  const path = join(newRoot(), name);
  const isRaw = typeof content === 'string' || content instanceof Uint8Array;
  fs.writeFileSync(path, isRaw ? content : JSON.stringify(content));
  return path;
}

/** Writes a valid ZIP. */
export async function zipWith(
  entries: Readonly<Record<string, string | Buffer | object>>,
  name = 'export.zip',
): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [entry, content] of Object.entries(entries)) {
    const bytes = Buffer.isBuffer(content)
      ? content
      : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    zip.addBuffer(bytes, entry);
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return fileWith(name, Buffer.concat(chunks));
}

/** The smallest PNG: one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Roles and texts of the path on show, for easy comparison. */
export function pathOf(conversation: Conversation | undefined): readonly string[] {
  if (conversation === undefined) throw new Error('There is no such conversation');
  return pathTo(conversation.messages, conversation.leafId).map(saying);
}

/** `user: text`, with other parts in brackets. */
export function saying(message: Message): string {
  const parts = message.parts.map((part) => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'reasoning':
        return `<thinks ${part.text}>`;
      case 'image':
      case 'file':
        return `<${part.kind} ${part.name}>`;
      case 'tool_call':
        return `<calls ${part.name} ${part.arguments}>`;
      case 'citation':
        return `<cites ${part.url}>`;
      case 'tool_result':
        return `<gets ${resultText(part.content)}>`;
    }
  });
  return `${message.role}: ${parts.join(' ')}`;
}

/**
 * The texts of the versions that follow a message (null: that start the conversation), oldest
 * first.
 */
export function versionsAfter(conversation: Conversation, text: string | null): readonly string[] {
  const messages = Object.values(conversation.messages);
  const parent = text === null ? null : (messages.find((each) => saying(each) === text)?.id ?? '');
  return messages
    .filter((message) => message.parentId === parent)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(saying);
}

/** The kinds of a report's items, in order. */
export function kindsOf(items: readonly ImportItem[]): readonly string[] {
  return items.map(({ kind }) => kind);
}

export function lookUp<T>(found: ReadonlyMap<string, T>, title: string): T {
  const value = found.get(title);
  if (value === undefined)
    throw new Error(`There is no “${title}” in ${[...found.keys()].join(', ')}`);
  return value;
}

/** Imports a file twice; the second time nothing may change. */
export async function broughtIn(path: string) {
  const profile = await openProfile();
  const { report } = await profile.bringIn(path);
  const kept = await profile.kept();
  const again = await profile.bringIn(path);
  const alreadyThere = report.added + report.assistants + report.alreadyThere;
  expect(again.report).toMatchObject({ added: 0, extended: 0, assistants: 0, alreadyThere });
  expect(await profile.kept()).toEqual(kept);
  return { profile, report, kept };
}
