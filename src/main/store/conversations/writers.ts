import { idSchema, type Id } from '../../../shared/model/conversation.ts';
import { expected } from '../../../shared/expected.ts';
import type { JsonFilePlace } from '../../disk/json-file.ts';
import { createConversationFile, type ConversationFile } from './conversation-file.ts';
import type { StoreParts } from '../parts.ts';
import type { OnMerged } from './shared-file.ts';

/** The writers of conversations, one for each that was opened. */
export interface Writers {
  readonly opened: Map<Id, ConversationFile>;
  readonly homeOf: (id: Id) => JsonFilePlace;
  /** Creates a writer for a file that may be outside the home folder. */
  readonly fileAt: (id: Id, place: JsonFilePlace) => ConversationFile;
  /** The writer of a conversation. Throws an ExpectedError if the id is invalid. */
  readonly fileOf: (id: Id) => ConversationFile;
}

/** Creates the empty list of writers; `directory` is the home folder of their files. */
export function createWriters(parts: StoreParts, directory: string, onMerged: OnMerged): Writers {
  const opened = new Map<Id, ConversationFile>();

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
    if (known !== undefined) return known;
    const made = fileAt(id, homeOf(id));
    opened.set(id, made);
    return made;
  }

  return { opened, homeOf, fileAt, fileOf };
}
