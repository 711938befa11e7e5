import type { Notice } from '../../../shared/contract/index.ts';
import type { Conversation, Id, ReadOnlyReason } from '../../../shared/model/conversation.ts';
import { expected } from '../../../shared/expected.ts';
import type { ConversationStore, Join } from '../../conversations/ports.ts';
import { orNullIfMissing } from '../../disk/file-system.ts';
import { glimpse, removeLeftovers } from '../../disk/files.ts';
import { jsonPath } from '../../disk/json-file.ts';
import { diskFaultOf } from '../save-status.ts';
import type { StoreParts } from '../parts.ts';
import { noticeFor } from './conversation-notices.ts';
import { loadConversation } from './load-conversation.ts';
import { loadHeads } from './load-heads.ts';
import { readConversation } from './read-conversation.ts';
import { createTrashCan } from './trash-can.ts';
import { completeMoves, purgeTrash, trashPlace } from './trash.ts';
import { createFileUpdates } from './update-files.ts';
import { createWriters } from './writers.ts';

/** The folders of this part of the store, and where damage found after the start is reported. */
export interface ConversationPlaces {
  readonly conversations: string;
  readonly trash: string;
  readonly drafts: string;
  /** A cache that speeds up a start with many conversations; it can be deleted at any time. */
  readonly headCache: string;
  readonly notify: (notice: Notice) => void;
}

/** A temporary conversation must never reach the disk, whatever went wrong before. */
function refuseTemporary({ temporary }: Conversation): void {
  if (temporary === true) throw new Error('A temporary conversation is not written');
}

/** Creates the store that docs/storage.md describes; see {@link ConversationStore}. */
export function createConversationStore(
  parts: StoreParts,
  places: ConversationPlaces,
): ConversationStore {
  const { files, quarantine, status, now } = parts;
  const readOnly = new Map<Id, ReadOnlyReason>();
  const elsewhere = new Set<(conversation: Conversation, join: Join) => void>();

  function changedElsewhere(conversation: Conversation, join: Join, isSeen: boolean): void {
    const { id, title } = conversation;
    if (isSeen) places.notify(noticeFor(id, { kind: 'conversation_joined', title }));
    for (const listener of elsewhere) listener(conversation, join);
  }

  const writers = createWriters(parts, places.conversations, changedElsewhere);
  const { opened, homeOf, fileAt, fileOf, noteDeleted, noteLeft } = writers;
  const updates = createFileUpdates(parts, writers);
  const options = { parts, quarantine, writers, readOnly, notify: places.notify };
  const read = (id: Id): Promise<Conversation> => readConversation(options, id);
  const trashCan = createTrashCan({
    parts,
    directories: places,
    opened,
    fileOf,
    homeOf,
    fileAt,
    read,
  });

  async function flush(): Promise<void> {
    await updates.underWay();
    await Promise.all([...opened.values()].map((file) => file.flush()));
  }

  return {
    async load() {
      const notices: Notice[] = [];
      const notify = (notice: Notice) => void notices.push(notice);
      let names: readonly string[];
      try {
        names = (await orNullIfMissing(files.list(places.conversations))) ?? [];
      } catch (error) {
        throw expected(
          'conversations_unread',
          { disk: diskFaultOf(error) },
          { detail: String(error) },
        );
      }
      await removeLeftovers(files, places.conversations, names);
      names = await completeMoves(files, places.conversations, places.trash, names);
      await parts.locks.clean(places.conversations, names);
      const present = new Set(names);
      const isThere = (id: Id): boolean => present.has(`${id}.json`);
      await purgeTrash(files, places.trash, places.drafts, now(), isThere);
      const { heads, old, noteUpgraded } = await loadHeads(
        parts,
        places.conversations,
        places.headCache,
        names,
        (id, hasJournal) => loadConversation(options, id, hasJournal, notify),
      );
      updates.begin(old, noteUpgraded);
      return { heads, notices };
    },
    read,
    async add(conversation) {
      refuseTemporary(conversation);
      const { id } = conversation;
      const home = homeOf(id);
      const known = opened.get(id);
      if (known !== undefined && known.place().directory !== home.directory) {
        await known.idle();
        opened.set(id, fileAt(id, home));
      }
      if ((await orNullIfMissing(glimpse(files, jsonPath(home), 0, 0))) !== null) {
        throw expected('file_in_the_way', { path: jsonPath(home) });
      }
      readOnly.delete(id);
      return fileOf(id).write(conversation);
    },
    async write(conversation) {
      refuseTemporary(conversation);
      const reason = conversation.readOnly ?? readOnly.get(conversation.id);
      if (reason !== undefined) throw expected(reason, {});
      return fileOf(conversation.id).write(conversation);
    },
    left: noteLeft,
    writeStreaming(conversationId, message) {
      if (!readOnly.has(conversationId)) fileOf(conversationId).journal.update(message);
    },
    async remove(id) {
      await fileOf(id).moveTo(trashPlace(places.trash, id, now()));
      noteDeleted(id);
    },
    ...trashCan,
    onChangedElsewhere(listener) {
      elsewhere.add(listener);
      return () => elsewhere.delete(listener);
    },
    status: () => status.current(),
    onStatus: (listener) => status.subscribe(listener),
    retry: flush,
    flush,
  };
}
