import type { Notice } from '../../../shared/contract/index.ts';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import type { FileFacts } from '../../disk/file-system.ts';
import type { Quarantine } from '../quarantine.ts';
import { nameless, noticeFor } from './conversation-notices.ts';
import type { Examined } from './examine.ts';
import type { Writers } from './writers.ts';

/** What {@link applyExamined} needs of the store. */
export interface ApplyOptions {
  readonly quarantine: Quarantine;
  readonly writers: Writers;
  /** Why a conversation cannot be changed, of those that cannot. */
  readonly readOnly: Map<Id, string>;
}

/** A file, and what was found in it. */
export interface ExaminedFile {
  readonly id: Id;
  readonly path: string;
  readonly examined: Examined;
  /** The messages of the journal that was read with it; null: none was. */
  readonly journal: ReadonlyMap<Id, Message> | null;
  /** null: there is no file. */
  readonly facts: FileFacts | null;
}

/** Does what {@link examine} found necessary. Returns null for a file that had to be set aside as a whole. */
export async function applyExamined(
  { quarantine, writers, readOnly }: ApplyOptions,
  { id, path, examined, journal, facts }: ExaminedFile,
  notify: (notice: Notice) => void,
): Promise<Conversation | null> {
  if (facts !== null && examined.kind !== 'unreadable') {
    // At start, only what is going to be written is kept track of.
    const file = examined.kind === 'repaired' ? writers.fileOf(id) : writers.opened.get(id);
    file?.saw(facts, examined.conversation);
  }
  switch (examined.kind) {
    case 'sound':
      return examined.conversation;
    case 'read_only':
      readOnly.set(id, examined.conversation.readOnly ?? '');
      return examined.conversation;
    case 'repaired': {
      const { conversation, rescue } = examined;
      const file = writers.fileOf(id);
      if (journal !== null) file.journal.adopt(journal);
      file.repair(conversation, rescue);
      if (rescue?.kind === 'damaged') {
        const kept = quarantine.pathFor(`${id}.json`, rescue.bytes);
        notify(
          noticeFor(id, conversation.title, `${rescue.reason} The original is kept in ${kept}`),
        );
      }
      return conversation;
    }
    case 'unreadable': {
      const target = await quarantine.moveAside(path, examined.reason);
      notify(
        nameless(
          id,
          `A conversation could not be read: its file holds nothing that can be recognised. It was set aside as ${target}. A backup may still have the conversation; restore it in Settings, under Data.`,
        ),
      );
      return null;
    }
  }
}
