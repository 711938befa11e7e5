import type { Notice } from '../../../shared/contract/index.ts';
import type { Conversation, Id } from '../../../shared/model/conversation.ts';
import { expected } from '../../../shared/expected.ts';
import { errorCode, orNullIfMissing } from '../../disk/file-system.ts';
import { readWithFacts } from '../../disk/files.ts';
import { jsonPath } from '../../disk/json-file.ts';
import { diskFaultOf } from '../save-status.ts';
import { applyExamined, type ApplyOptions } from './apply-examined.ts';
import { journalPath, withLive } from './conversation-file.ts';
import type { StoreParts } from '../parts.ts';
import { readJournal } from './journal.ts';

/** Dependencies of {@link readConversation}. */
export interface ReadOptions extends ApplyOptions {
  readonly parts: Pick<StoreParts, 'files' | 'migrations' | 'reader'>;
  readonly notify: (notice: Notice) => void;
}

/**
 * Reads a conversation in its newest state, whether that is on disk or not. Throws an ExpectedError
 * if it cannot be read.
 */
export async function readConversation(options: ReadOptions, id: Id): Promise<Conversation> {
  const { parts, writers, notify } = options;
  const { files } = parts;
  const file = writers.fileOf(id);
  const unsaved = file.unsaved();
  if (unsaved !== null) return withLive(unsaved, file.journal.live());
  await file.idle();
  const path = jsonPath(file.place());
  const live = file.journal.live();
  let found: Conversation | null;
  try {
    const read = await orNullIfMissing(readWithFacts(files, path));
    const journal = live.size > 0 ? live : await readJournal(files, journalPath(file.place()));
    const examined = await parts.reader.examine(
      id,
      read?.bytes ?? null,
      journal.size > 0 && live.size === 0 ? journal : null,
      new Set(live.keys()),
      parts.migrations,
    );
    if (examined.kind === 'unreadable' && read === null) {
      throw expected('conversation_gone', {});
    }
    const facts = read?.facts ?? null;
    const known = live.size > 0 ? null : journal;
    found = await applyExamined(options, { id, path, examined, journal: known, facts }, notify);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw expected('conversation_unread', { disk: diskFaultOf(error) }, { detail: String(error) });
  }
  if (found === null) {
    throw expected('conversation_damaged', {});
  }
  return withLive(found, live);
}
