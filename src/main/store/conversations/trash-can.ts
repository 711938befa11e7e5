import type { Conversation, Id } from '../../../shared/model/conversation.ts';
import { expected, type ExpectedError } from '../../../shared/expected.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import type { ConversationStore } from '../../conversations/ports.ts';
import { journalPath, type ConversationFile } from './conversation-file.ts';
import type { StoreParts } from '../parts.ts';
import { errorCode, orNullIfMissing } from '../../disk/file-system.ts';
import { readWithFacts } from '../../disk/files.ts';
import { readJournal } from './journal.ts';
import { jsonPath, type JsonFilePlace } from '../../disk/json-file.ts';
import { baseOf, mergeConversations } from './merge-conversation.ts';
import { diskFaultOf, reasonOf } from '../save-status.ts';
import { findInTrash, idInKey, listTrash, purgeTrash, removeFromTrash } from './trash.ts';

/** What the trash shares with the rest of the store. */
export interface TrashCanOptions {
  readonly parts: StoreParts;
  readonly directories: {
    readonly conversations: string;
    readonly trash: string;
    readonly drafts: string;
  };
  readonly opened: Map<Id, ConversationFile>;
  readonly fileOf: (id: Id) => ConversationFile;
  readonly homeOf: (id: Id) => JsonFilePlace;
  /** Creates the writer of a file that may be outside the home folder. */
  readonly fileAt: (id: Id, place: JsonFilePlace) => ConversationFile;
  readonly read: (id: Id) => Promise<Conversation>;
}

type TrashCan = Pick<ConversationStore, 'trashed' | 'restore' | 'joinFromTrash' | 'purge'>;

function failure(code: 'trash_unread' | 'conversation_unrestored', error: unknown): ExpectedError {
  return expected(code, { disk: diskFaultOf(error) }, { detail: String(error) });
}

const notThere = (): ExpectedError => expected('not_in_trash', {});

/** Lists, restores and permanently deletes conversations in the trash. */
export function createTrashCan(options: TrashCanOptions): TrashCan {
  const { parts, directories, opened, fileOf, homeOf, fileAt, read } = options;
  const { files, status, now } = parts;
  const { conversations: home, trash } = directories;

  async function isAtHome(id: Id): Promise<boolean> {
    return ((await orNullIfMissing(files.list(home))) ?? []).includes(`${id}.json`);
  }

  /** Points the writer of this conversation at the file to be restored. */
  async function takeUp(id: Id, key: string | undefined): Promise<void> {
    const known = fileOf(id);
    const place = known.place();
    if (key === undefined) {
      if (place.directory !== home || known.unsaved() !== null || (await isAtHome(id))) return;
      const found = await findInTrash(files, trash, id);
      if (found !== null) opened.set(id, fileAt(id, found));
      return;
    }
    if (place.directory === trash && place.name === key) return;
    if (known.unsaved() !== null || (await isAtHome(id))) {
      throw expected('not_deleted', {});
    }
    const wanted = { directory: trash, name: key };
    const names = (await orNullIfMissing(files.list(trash))) ?? [];
    if (!names.includes(`${key}.json`)) throw notThere();
    await known.idle();
    opened.set(id, fileAt(id, wanted));
  }

  /** Cancels pending writes of a file in the trash, which would recreate it. */
  async function letGo(id: Id, key: string): Promise<void> {
    const known = opened.get(id);
    const place = known?.place();
    if (known === undefined || place?.directory !== trash || place.name !== key) return;
    await known.forget();
    opened.delete(id);
  }

  return {
    async trashed() {
      try {
        const names = new Set((await orNullIfMissing(files.list(home))) ?? []);
        const isThere = (id: Id): boolean => names.has(`${id}.json`);
        await purgeTrash(files, trash, directories.drafts, now(), isThere);
        return await listTrash(parts, trash);
      } catch (error) {
        throw failure('trash_unread', error);
      }
    },

    async restore(id, key) {
      try {
        await takeUp(id, key);
      } catch (error) {
        if (errorCode(error) === null) throw error;
        throw failure('conversation_unrestored', error);
      }
      if (!(await fileOf(id).moveTo(homeOf(id)))) {
        const current = status.current();
        const reason = current.kind === 'unsaved' ? current.reason : null;
        const disk = reason?.code === 'disk_refused' ? reason.params.disk : null;
        throw expected('conversation_unrestored', { disk });
      }
      return read(id);
    },

    async joinFromTrash(key) {
      const id = idInKey(key);
      if (id === null) throw notThere();
      const place = { directory: trash, name: key };
      try {
        const found = await orNullIfMissing(readWithFacts(files, jsonPath(place)));
        if (found === null) throw notThere();
        const journal = await readJournal(files, journalPath(place));
        const examined = await parts.reader.examine(
          id,
          found.bytes,
          journal,
          new Set(),
          parts.migrations,
        );
        if (examined.kind === 'unreadable') {
          throw expected('conversation_unreadable', { reason: examined.reason });
        }
        if (examined.kind === 'read_only') throw expected(examined.reason, {});
        if (examined.kind === 'repaired' && examined.rescue !== null) {
          const { kind, bytes, reason } = examined.rescue;
          const keeper = kind === 'old' ? parts.oldVersions : parts.quarantine;
          await keeper.keepCopy(`${id}.json`, bytes, reason);
        }
        const { conversation } = examined;
        // Messages are merged; a head that differs stays as it is now.
        return (held) => mergeConversations(baseOf(conversation), held, conversation);
      } catch (error) {
        if (errorCode(error) === null) throw error;
        throw failure('conversation_unrestored', error);
      }
    },

    async purge(keys) {
      let done = 0;
      let reason: Coded | null = null;
      for (const key of keys) {
        const id = idInKey(key);
        if (id === null) continue;
        try {
          await letGo(id, key);
          await removeFromTrash(files, trash, key);
          done += 1;
        } catch (error) {
          if (errorCode(error) === null) throw error;
          reason ??= reasonOf(error);
        }
      }
      // Survives a power cut; without it, a few may reappear in the trash.
      await files.syncDirectory(trash).catch(() => undefined);
      return { done, failed: keys.length - done, reason };
    },
  };
}
