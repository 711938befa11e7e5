import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type {
  RestoreItem,
  RestoreMode,
  RestoreReport,
  WithheldSettings,
} from '../../shared/model/backups.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import { settingsSchema, type Settings } from '../../shared/model/settings.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { SettingsPort } from '../providers/ports.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { draftSchema, type DraftStore } from '../store/drafts.ts';
import { examine } from '../store/conversations/examine.ts';
import { isObject, validFields } from '../store/fields.ts';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { writeAtomic } from '../disk/files.ts';
import { replayJournal } from '../store/conversations/journal-format.ts';
import { parseJson } from '../disk/json-text.ts';
import { conversationMigrations } from '../store/migrations.ts';
import { reasonOf } from '../store/save-status.ts';
import { conversationIdOf } from './contents.ts';
import { divideSettings } from './divide-settings.ts';
import type { Backup } from './read-backup.ts';

const mostItems = 1000;
/** More differences than a person reads in one question. */
const mostChanges = 50;
/** Bytes; a system prompt of a million characters fits in. */
const largestSettings = 16 * 1024 * 1024;

/** The running program's rooms: what is restored shows at once. */
export interface RestoreTarget {
  readonly files: FileSystem;
  readonly root: string;
  readonly conversations: ConversationService;
  readonly attachments: AttachmentStore;
  readonly drafts: Pick<DraftStore, 'all' | 'set'>;
  readonly settings: SettingsPort;
}

export interface RestoreOptions {
  /** Verified: {@link openBackup} has compared every byte. */
  readonly backup: Backup;
  readonly mode: RestoreMode;
  readonly target: RestoreTarget;
  /** The backup of what is there now, made before anything is replaced; null for `merge`. */
  readonly safetyCopy: string | null;
  /** Keeps settings until the person has answered, and returns the name of the offer. */
  readonly withhold: (settings: Partial<Settings>) => string;
  readonly signal: AbortSignal;
  /** In files. */
  readonly onProgress: (done: number, total: number) => void;
}

/** What the backup brings, with nothing of what is there lost; the same object if it brings nothing. */
function joined(before: Conversation, found: Conversation): Conversation {
  const missing = Object.values<Message>(found.messages).filter(
    ({ id }) => before.messages[id] === undefined,
  );
  if (missing.length === 0) return before;
  const added = Object.fromEntries(missing.map((message) => [message.id, message]));
  const leafId = before.leafId ?? found.leafId;
  return { ...before, leafId, messages: { ...added, ...before.messages } };
}

/** Brings a verified backup in, item by item; what fails is reported and does not end the rest. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { backup, mode, target, signal, onProgress } = options;
  const { files, root, conversations, attachments, drafts, settings } = target;
  const names = backup.manifest.files.map(({ name }) => name);
  const inBackup = new Set(names);
  const counts = { added: 0, joined: 0, same: 0, replaced: 0, trashed: 0, failed: 0 };
  const items: RestoreItem[] = [];
  let restoredAttachments = 0;
  let withheld: WithheldSettings | null = null;

  function note(item: RestoreItem): void {
    counts[item.kind] += 1;
    if (item.kind !== 'same' && items.length < mostItems) items.push(item);
  }

  async function readConversation(id: Id, name: string): Promise<Conversation> {
    const journalName = `conversations/${id}.journal`;
    const journal = inBackup.has(journalName)
      ? replayJournal(await backup.read(journalName, signal))
      : null;
    const bytes = await backup.read(name, signal);
    const examined = examine(id, bytes, journal, new Set(), conversationMigrations);
    if (examined.kind === 'unreadable') {
      throw expected('conversation_unreadable', { reason: examined.reason });
    }
    if (examined.kind === 'read_only') throw expected(examined.reason, {});
    return examined.conversation;
  }

  async function put(id: Id, found: Conversation): Promise<RestoreItem['kind']> {
    const isThere = conversations.heads().some((head) => head.id === id);
    if (!isThere) {
      if (!(await conversations.add(found))) throw expected('item_unsaved', {});
      return 'added';
    }
    let kind: 'joined' | 'same' | 'replaced' = 'same';
    const { written } = await conversations.change(id, (before) => {
      if (mode === 'merge') {
        const after = joined(before, found);
        kind = after === before ? 'same' : 'joined';
        return after;
      }
      if (isDeepStrictEqual(before, found)) return before;
      kind = 'replaced';
      return found;
    });
    if (!(await written)) throw expected('item_unsaved', {});
    return kind;
  }

  async function restoreConversation(id: Id, name: string): Promise<void> {
    try {
      const found = await readConversation(id, name);
      note({ kind: await put(id, found), name: found.title } as RestoreItem);
    } catch (error) {
      signal.throwIfAborted();
      note({ kind: 'failed', name, reason: reasonOf(error) });
    }
  }

  async function restoreDraft(name: string): Promise<void> {
    const base = name.slice('drafts/'.length, -'.json'.length);
    const conversationId = base === 'new' ? null : base;
    const parsed = parseJson(await backup.read(name, signal));
    const draft = parsed.kind === 'value' ? draftSchema.safeParse(parsed.value).data : undefined;
    if (draft === undefined) throw expected('draft_unread', {});
    const isThere = drafts.all().some((draft) => draft.conversationId === conversationId);
    if (!isThere || mode === 'replace') drafts.set(conversationId, draft.text, draft);
  }

  async function restoreSettings(name: string): Promise<void> {
    if (mode === 'merge') return;
    const file = backup.manifest.files.find((each) => each.name === name);
    if (file === undefined || file.size > largestSettings) {
      throw expected('settings_too_long', {});
    }
    const parsed = parseJson(await backup.read(name, signal));
    if (parsed.kind !== 'value' || !isObject(parsed.value)) return;
    const { valid } = validFields(settingsSchema.shape, parsed.value);
    const { taken, asked, changes } = divideSettings(valid, settings.read());
    settings.update((before) => ({ ...before, ...taken }));
    if (changes.length === 0) return;
    withheld = {
      offerId: options.withhold(asked),
      changes: changes.slice(0, mostChanges),
      unlisted: Math.max(0, changes.length - mostChanges),
    };
  }

  /** What only lies there: the trash, and originals that were set aside. */
  async function restoreFile(name: string): Promise<void> {
    const path = join(root, name);
    if ((await orNullIfMissing(files.facts(path))) !== null) return;
    await writeAtomic(files, path, [await backup.read(name, signal)]);
  }

  async function restoreOne(name: string): Promise<void> {
    const conversationId = conversationIdOf(name);
    if (conversationId !== null) {
      await restoreConversation(conversationId, name);
      return;
    }
    try {
      if (name.startsWith('attachments/')) {
        if ((await attachments.size(name.slice('attachments/'.length))) !== null) return;
        await attachments.put(backup.stream(name, signal));
        restoredAttachments += 1;
      } else if (name.startsWith('drafts/')) await restoreDraft(name);
      else if (name === 'settings.json') await restoreSettings(name);
      else if (!name.startsWith('conversations/')) await restoreFile(name);
    } catch (error) {
      signal.throwIfAborted();
      note({ kind: 'failed', name, reason: reasonOf(error) });
    }
  }

  // A conversation's images are there before it is.
  const order = names.toSorted(
    (a, b) => Number(b.startsWith('attachments/')) - Number(a.startsWith('attachments/')),
  );
  for (const [index, name] of order.entries()) {
    signal.throwIfAborted();
    await restoreOne(name);
    onProgress(index + 1, order.length);
  }
  if (mode === 'replace') {
    for (const { id, title } of conversations.heads()) {
      if (inBackup.has(`conversations/${id}.json`)) continue;
      signal.throwIfAborted();
      await conversations.remove(id);
      note({ kind: 'trashed', name: title });
    }
  }
  return {
    mode,
    ...counts,
    attachments: restoredAttachments,
    items,
    safetyCopy: options.safetyCopy,
    withheld,
  };
}
