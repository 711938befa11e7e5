import { idSchema, type Id } from '../../../shared/model/conversation.ts';
import { expected } from '../../../shared/expected.ts';
import type { JsonFilePlace } from '../../disk/json-file.ts';
import { createConversationFile, type ConversationFile } from './conversation-file.ts';
import type { StoreParts } from '../parts.ts';
import type { OnMerged } from './shared-file.ts';

/** The writers of conversations, one for each that is in memory or has something to write. */
export interface Writers {
  readonly opened: Map<Id, ConversationFile>;
  readonly homeOf: (id: Id) => JsonFilePlace;
  /** Creates a writer for a file that may be outside the home folder. */
  readonly fileAt: (id: Id, place: JsonFilePlace) => ConversationFile;
  /** The writer of a conversation. Throws an ExpectedError if the id is invalid. */
  readonly fileOf: (id: Id) => ConversationFile;
  /** Notes that the file of a conversation is in the trash, and lets go of the oldest of those. */
  readonly noteDeleted: (id: Id) => void;
  /** Notes that a conversation has left memory: its writer goes when it has nothing to do. */
  readonly noteLeft: (id: Id) => void;
}

/**
 * How many writers of deleted conversations stay, so that a late write goes to the trash as well.
 */
const maxDeleted = 50;

/** Creates the empty list of writers; `directory` is the home folder of their files. */
export function createWriters(parts: StoreParts, directory: string, onMerged: OnMerged): Writers {
  const opened = new Map<Id, ConversationFile>();
  const deleted = new Set<Id>();
  /** Conversations that are not in memory and whose writers have something to do. */
  const left = new Set<Id>();
  let isDue = false;

  function homeOf(id: Id): JsonFilePlace {
    return { directory: directory, name: id };
  }

  function fileAt(id: Id, place: JsonFilePlace): ConversationFile {
    return createConversationFile(parts, id, place, onMerged);
  }

  function fileOf(id: Id): ConversationFile {
    // The id becomes part of a path, so anything else is rejected here.
    if (!idSchema.safeParse(id).success) throw expected('not_a_conversation', {});
    const known = opened.get(id);
    left.delete(id);
    if (known !== undefined) return known;
    const made = fileAt(id, homeOf(id));
    opened.set(id, made);
    return made;
  }

  function letGo(): void {
    isDue = false;
    for (const id of left) {
      const file = opened.get(id);
      const isAtHome = file?.place().directory === directory;
      // A writer stays while its write is under way or refused by the disk.
      if (isAtHome && !file.resting()) continue;
      if (isAtHome) opened.delete(id);
      left.delete(id);
    }
  }

  function noteLeft(id: Id): void {
    left.add(id);
    // The caller may be about to write this one, too.
    if (!isDue) setImmediate(letGo);
    isDue = true;
  }

  function noteDeleted(id: Id): void {
    deleted.delete(id);
    deleted.add(id);
    if (deleted.size <= maxDeleted) return;
    const [oldest] = deleted;
    if (oldest === undefined) return;
    deleted.delete(oldest);
    const file = opened.get(oldest);
    const isInTrash = file !== undefined && file.place().directory !== directory;
    if (isInTrash && file.unsaved() === null) opened.delete(oldest);
  }

  return { opened, homeOf, fileAt, fileOf, noteDeleted, noteLeft };
}
