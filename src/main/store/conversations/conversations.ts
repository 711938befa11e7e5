import type { Notice } from '../../../shared/contract/index.ts';
import {
  headOf,
  idSchema,
  type Conversation,
  type Id,
  type ReadOnlyReason,
} from '../../../shared/model/conversation.ts';
import { expected } from '../../../shared/expected.ts';
import type { News } from '../../../shared/model/news.ts';
import type { ConversationStore, Join } from '../../conversations/ports.ts';
import {
  createConversationFile,
  journalPath,
  withLive,
  type ConversationFile,
  type StoreParts,
} from './conversation-file.ts';
import { examine, type Examined } from './examine.ts';
import { errorCode, orNullIfMissing, type FileFacts } from '../../disk/file-system.ts';
import { glimpse, readWithFacts, removeLeftovers } from '../../disk/files.ts';
import { readJournal } from './journal.ts';
import { jsonPath, type JsonFilePlace } from '../../disk/json-file.ts';
import { loadHeads, type LoadedHead } from './load-heads.ts';
import { parseHead } from './parse-conversation.ts';
import { diskFaultOf } from '../save-status.ts';
import { completeMoves, purgeTrash, trashPlace } from './trash.ts';
import { createTrashCan } from './trash-can.ts';
import { createFileUpdates } from './update-files.ts';

/** A bigger file is checked in full when it is opened; at start only its head is read. Bytes. */
const checkedAtStart = 256 * 1024;
const headBytes = 64 * 1024;

/** The directories of this part of the store, and where news of damaged files goes after the start. */
export interface ConversationPlaces {
  readonly conversations: string;
  readonly trash: string;
  readonly drafts: string;
  /** A file that makes a start with many conversations quick; it can be deleted at any time. */
  readonly headCache: string;
  readonly notify: (notice: Notice) => void;
}

/** Keeps conversations as docs/storage.md describes; see {@link ConversationStore}. */
export function createConversationStore(
  parts: StoreParts,
  places: ConversationPlaces,
): ConversationStore {
  const { files, quarantine, status, now } = parts;
  const opened = new Map<Id, ConversationFile>();
  const readOnly = new Map<Id, ReadOnlyReason>();
  const elsewhere = new Set<(conversation: Conversation, join: Join) => void>();

  function homeOf(id: Id): JsonFilePlace {
    return { directory: places.conversations, name: id };
  }

  function fileAt(id: Id, place: JsonFilePlace): ConversationFile {
    return createConversationFile(parts, id, place, changedElsewhere);
  }

  function fileOf(id: Id): ConversationFile {
    // The id becomes a path: whatever is no id stops here.
    if (!idSchema.safeParse(id).success) throw expected('not_a_conversation', {});
    const known = opened.get(id);
    if (known !== undefined) return known;
    const made = fileAt(id, homeOf(id));
    opened.set(id, made);
    return made;
  }

  function changedElsewhere(conversation: Conversation, join: Join): void {
    const { id, title } = conversation;
    places.notify(noticeFor(id, { kind: 'conversation_joined', title }));
    for (const listener of elsewhere) listener(conversation, join);
  }

  function noticeFor(id: Id, news: News): Notice {
    return { id: `conversation-${id}`, tone: 'problem', news };
  }

  /** Does what {@link examine} found necessary. Returns null for a file that had to be set aside as a whole. */
  async function settle(
    id: Id,
    path: string,
    examined: Examined,
    hasJournal: ReadonlyMap<Id, Conversation['messages'][Id]> | null,
    notify: (notice: Notice) => void,
    facts: FileFacts | null,
  ): Promise<Conversation | null> {
    if (facts !== null && examined.kind !== 'unreadable') {
      // At start, only what is going to be written is kept track of.
      const file = examined.kind === 'repaired' ? fileOf(id) : opened.get(id);
      file?.saw(facts, examined.conversation);
    }
    switch (examined.kind) {
      case 'sound':
        return examined.conversation;
      case 'read_only':
        readOnly.set(id, examined.reason);
        return examined.conversation;
      case 'repaired': {
        const { conversation, rescue } = examined;
        const file = fileOf(id);
        if (hasJournal !== null) file.journal.adopt(hasJournal);
        file.repair(conversation, rescue);
        if (rescue?.kind === 'damaged') {
          const original = quarantine.pathFor(`${id}.json`, rescue.bytes);
          const { title } = conversation;
          const { reason } = rescue;
          notify(noticeFor(id, { kind: 'conversation_repaired', title, reason, original }));
        }
        return conversation;
      }
      case 'unreadable': {
        const target = await quarantine.moveAside(path, {
          kind: 'conversation_unreadable',
          reason: examined.reason,
        });
        notify(noticeFor(id, { kind: 'conversation_set_aside', path: target }));
        return null;
      }
    }
  }

  async function setAside(
    id: Id,
    path: string,
    error: unknown,
    notify: (notice: Notice) => void,
  ): Promise<void> {
    if (errorCode(error) === 'ENOENT') return;
    if (errorCode(error) === 'EISDIR') {
      const target = await quarantine.moveAside(path, { kind: 'folder_for_conversation' });
      notify(noticeFor(id, { kind: 'conversation_is_folder', path: target }));
      return;
    }
    // Not damaged, only out of reach for now: it stays where it is.
    const said = errorCode(error) ?? String(error);
    notify(noticeFor(id, { kind: 'conversation_out_of_reach', said, path }));
  }

  async function loadOne(
    id: Id,
    hasJournal: boolean,
    notify: (notice: Notice) => void,
  ): Promise<LoadedHead> {
    const none: LoadedHead = { head: null, facts: null };
    const path = jsonPath(homeOf(id));
    try {
      const journal = hasJournal ? await readJournal(files, journalPath(homeOf(id))) : null;
      const limit = hasJournal ? Number.POSITIVE_INFINITY : checkedAtStart;
      const seen = await orNullIfMissing(glimpse(files, path, limit, headBytes));
      if (seen !== null && !seen.whole) {
        const head = parseHead(seen.start, seen.end, id);
        if (head !== null) return { head, facts: seen.facts };
      }
      if (seen === null && journal === null) return none;
      const read =
        seen === null
          ? null
          : seen.whole
            ? { bytes: seen.start, facts: seen.facts }
            : await readWithFacts(files, path);
      const examined = examine(id, read?.bytes ?? null, journal, new Set(), parts.migrations);
      if (examined.kind === 'unreadable' && read === null) return none;
      const facts = read?.facts ?? null;
      if (examined.kind === 'repaired' && updates.defer(id, examined, journal !== null)) {
        return { head: headOf(examined.conversation), facts: null };
      }
      const conversation = await settle(id, path, examined, journal, notify, facts);
      if (conversation === null) return none;
      return { head: headOf(conversation), facts: examined.kind === 'sound' ? facts : null };
    } catch (error) {
      await setAside(id, path, error, notify).catch((second: unknown) =>
        notify(
          noticeFor(id, {
            kind: 'conversation_not_set_aside',
            name: id,
            disk: diskFaultOf(second),
          }),
        ),
      );
      return none;
    }
  }

  async function read(id: Id): Promise<Conversation> {
    const file = fileOf(id);
    const unsaved = file.unsaved();
    if (unsaved !== null) return withLive(unsaved, file.journal.live());
    await file.idle();
    const path = jsonPath(file.place());
    const live = file.journal.live();
    let found: Conversation | null;
    try {
      const read = await orNullIfMissing(readWithFacts(files, path));
      const journal = live.size > 0 ? live : await readJournal(files, journalPath(file.place()));
      const examined = examine(
        id,
        read?.bytes ?? null,
        journal.size > 0 && live.size === 0 ? journal : null,
        new Set(live.keys()),
        parts.migrations,
      );
      if (examined.kind === 'unreadable' && read === null) {
        throw expected('conversation_gone', {});
      }
      found = await settle(
        id,
        path,
        examined,
        live.size > 0 ? null : journal,
        places.notify,
        read?.facts ?? null,
      );
    } catch (error) {
      if (errorCode(error) === null) throw error;
      throw expected(
        'conversation_unread',
        { disk: diskFaultOf(error) },
        { detail: String(error) },
      );
    }
    if (found === null) {
      throw expected('conversation_damaged', {});
    }
    return withLive(found, live);
  }

  async function flush(): Promise<void> {
    await updates.underWay();
    await Promise.all([...opened.values()].map((file) => file.flush()));
  }

  const updates = createFileUpdates(parts, opened, fileOf, (id) => jsonPath(homeOf(id)));
  const trashCan = createTrashCan({
    parts,
    directories: places,
    opened,
    fileOf,
    homeOf,
    fileAt,
    read,
  });

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
      const heads = await loadHeads(
        parts,
        places.conversations,
        places.headCache,
        names,
        (id, hasJournal) => loadOne(id, hasJournal, notify),
      );
      updates.begin();
      return { heads, notices };
    },
    read,
    async add(conversation) {
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
      const reason = conversation.readOnly ?? readOnly.get(conversation.id);
      if (reason !== undefined) throw expected(reason, {});
      return fileOf(conversation.id).write(conversation);
    },
    writeStreaming(conversationId, message) {
      if (!readOnly.has(conversationId)) fileOf(conversationId).journal.update(message);
    },
    async remove(id) {
      await fileOf(id).moveTo(trashPlace(places.trash, id, now()));
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
