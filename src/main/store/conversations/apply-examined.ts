import type { Notice } from '../../../shared/contract/index.ts';
import type {
  Conversation,
  Id,
  Message,
  ReadOnlyReason,
} from '../../../shared/model/conversation.ts';
import type { FileFacts } from '../../disk/file-system.ts';
import type { Quarantine } from '../quarantine.ts';
import { noticeFor } from './conversation-notices.ts';
import type { Examined } from './examine.ts';
import type { Writers } from './writers.ts';

/** Dependencies of {@link applyExamined}. */
export interface ApplyOptions {
  readonly quarantine: Quarantine;
  readonly writers: Writers;
  /** Conversations that cannot be changed, with the reason. */
  readonly readOnly: Map<Id, ReadOnlyReason>;
}

/** A file and what {@link examine} found in it. */
export interface ExaminedFile {
  readonly id: Id;
  readonly path: string;
  readonly examined: Examined;
  /** The messages of the journal that was read with it; null if none was. */
  readonly journal: ReadonlyMap<Id, Message> | null;
  /** null if there is no file. */
  readonly facts: FileFacts | null;
}

/**
 * Carries out what {@link examine} found necessary. Returns null for a file that had to be set
 * aside as a whole.
 */
export async function applyExamined(
  { quarantine, writers, readOnly }: ApplyOptions,
  { id, path, examined, journal, facts }: ExaminedFile,
  notify: (notice: Notice) => void,
): Promise<Conversation | null> {
  if (facts !== null && examined.kind !== 'unreadable') {
    // At start, only files that will be written are tracked.
    const file = examined.kind === 'repaired' ? writers.fileOf(id) : writers.opened.get(id);
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
      const file = writers.fileOf(id);
      if (journal !== null) file.journal.adopt(journal);
      file.repair(conversation, rescue);
      if (rescue?.kind === 'damaged') {
        const original = await quarantine.pathFor(`${id}.json`, rescue.bytes);
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
