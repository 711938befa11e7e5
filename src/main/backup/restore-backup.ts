import { join } from 'node:path';
import type { RestoreItem, RestoreReport, WithheldSettings } from '../../shared/model/backups.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { orNullIfMissing } from '../disk/file-system.ts';
import { writeAtomic } from '../disk/files.ts';
import { reasonOf } from '../store/save-status.ts';
import { conversationIdOf } from './contents.ts';
import { putConversation, readConversation } from './restore-conversation.ts';
import { restoreDraft } from './restore-draft.ts';
import type { RestoreOptions } from './restore-options.ts';
import { findAssistants, type FoundAssistants } from './restore-assistants.ts';
import { restorePrompts } from './restore-prompts.ts';
import { restoreSettings, type FoundSettings } from './restore-settings.ts';
import { restoreTools } from './restore-tools.ts';

const maxItems = 1000;
/** More differences than a person would read in one question. */
const maxChanges = 50;

/** Everything that needs consent, from all files of the backup. */
type Found = FoundSettings & Pick<FoundAssistants, 'assistants'>;

function withhold(options: RestoreOptions, found: Found): WithheldSettings | null {
  const { settings, assistants, changes } = found;
  if (changes.length === 0) return null;
  return {
    offerId: options.withhold({ settings, assistants }),
    changes: changes.slice(0, maxChanges),
    unlisted: Math.max(0, changes.length - maxChanges),
  };
}

/** Restores a verified backup item by item; a failure is reported and does not stop the rest. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { backup, mode, target, signal, onProgress } = options;
  const { files, root, conversations, attachments } = target;
  const names = backup.manifest.files.map(({ name }) => name);
  const inBackup = new Set(names);
  const counts = { added: 0, joined: 0, same: 0, replaced: 0, trashed: 0, failed: 0 };
  const items: RestoreItem[] = [];
  let restoredAttachments = 0;
  let found: Found = {
    settings: {},
    assistants: [],
    changes: [],
    damaged: [],
  };

  function note(item: RestoreItem): void {
    counts[item.kind] += 1;
    if (item.kind !== 'same' && items.length < maxItems) items.push(item);
  }

  async function restoreConversation(id: Id, name: string): Promise<void> {
    try {
      const found = await readConversation(options, inBackup, id, name);
      note({ kind: await putConversation(conversations, mode, id, found), name: found.title });
    } catch (error) {
      signal.throwIfAborted();
      note({ kind: 'failed', name, reason: reasonOf(error) });
    }
  }

  /** Restores files that are only stored: the trash, and originals that were set aside. */
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
        await attachments.put(backup.stream(name, signal), null);
        restoredAttachments += 1;
      } else if (name.startsWith('drafts/')) await restoreDraft(options, name);
      else if (name === 'settings.json') {
        const { settings, changes, damaged } = await restoreSettings(options, name);
        found = { ...found, settings, changes: [...found.changes, ...changes] };
        if (damaged.length > 0) {
          const params = { settings: damaged.map((each) => each.name) };
          note({ kind: 'failed', name, reason: { code: 'settings_left_out', params } });
        }
      } else if (name === 'assistants.json') {
        const { assistants, changes } = await findAssistants(options, name);
        found = { ...found, assistants, changes: [...found.changes, ...changes] };
      } else if (name === 'tools.json') await restoreTools(options, name);
      else if (name === 'prompts.json') await restorePrompts(options, name);
      else if (!name.startsWith('conversations/')) await restoreFile(name);
    } catch (error) {
      signal.throwIfAborted();
      note({ kind: 'failed', name, reason: reasonOf(error) });
    }
  }

  // A conversation's images are restored before it.
  const order = names.toSorted(
    (a, b) => Number(b.startsWith('attachments/')) - Number(a.startsWith('attachments/')),
  );
  for (const [index, name] of order.entries()) {
    signal.throwIfAborted();
    await restoreOne(name);
    onProgress(index + 1, order.length);
  }
  if (mode === 'replace') {
    for (const { id, title, temporary } of conversations.heads()) {
      if (temporary === true || inBackup.has(`conversations/${id}.json`)) continue;
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
    withheld: withhold(options, found),
  };
}
