import type { Notice } from '../../../shared/contract/index.ts';
import { headOf, type Id } from '../../../shared/model/conversation.ts';
import { errorCode, orNullIfMissing } from '../../disk/file-system.ts';
import { glimpse, readWithFacts } from '../../disk/files.ts';
import { jsonPath } from '../../disk/json-file.ts';
import type { Quarantine } from '../quarantine.ts';
import { diskFaultOf } from '../save-status.ts';
import { applyExamined, type ApplyOptions } from './apply-examined.ts';
import { journalPath } from './conversation-file.ts';
import type { StoreParts } from '../parts.ts';
import { noticeFor } from './conversation-notices.ts';
import { readJournal } from './journal.ts';
import { headBytes, type LoadedHead } from './load-heads.ts';
import { parseHead } from './parse-conversation.ts';
import { canWait } from './update-files.ts';

/** Bytes. A larger file is validated in full when it is opened; at start only its head is read. */
const checkedAtStart = 256 * 1024;

/** Dependencies of {@link loadConversation}. */
export interface LoadOptions extends ApplyOptions {
  readonly parts: Pick<StoreParts, 'files' | 'migrations' | 'reader'>;
}

async function setAside(
  quarantine: Quarantine,
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
  // The file is not damaged, only inaccessible for now, so it stays in place.
  const said = errorCode(error) ?? String(error);
  notify(noticeFor(id, { kind: 'conversation_out_of_reach', said, path }));
}

/**
 * Loads the head of a conversation at start, reading as little of its files as possible. Never
 * rejects.
 */
export async function loadConversation(
  options: LoadOptions,
  id: Id,
  hasJournal: boolean,
  notify: (notice: Notice) => void,
): Promise<LoadedHead> {
  const { parts, writers } = options;
  const { files } = parts;
  const home = writers.homeOf(id);
  const none: LoadedHead = { head: null, facts: null, isOld: false };
  const path = jsonPath(home);
  try {
    const journal = hasJournal ? await readJournal(files, journalPath(home)) : null;
    const limit = hasJournal ? Number.POSITIVE_INFINITY : checkedAtStart;
    const seen = await orNullIfMissing(glimpse(files, path, limit, headBytes));
    if (seen !== null && !seen.whole) {
      const head = parseHead(seen.start, seen.end, id);
      if (head !== null) return { head, facts: seen.facts, isOld: false };
    }
    if (seen === null && journal === null) return none;
    const read =
      seen === null
        ? null
        : seen.whole
          ? { bytes: seen.start, facts: seen.facts }
          : await readWithFacts(files, path);
    const examined = await parts.reader.examine(
      id,
      read?.bytes ?? null,
      journal,
      new Set(),
      parts.migrations,
    );
    if (examined.kind === 'unreadable' && read === null) return none;
    const facts = read?.facts ?? null;
    if (journal === null && canWait(examined)) {
      return { head: headOf(examined.conversation), facts, isOld: true };
    }
    const conversation = await applyExamined(
      options,
      { id, path, examined, journal, facts },
      notify,
    );
    if (conversation === null) return none;
    return {
      head: headOf(conversation),
      facts: examined.kind === 'sound' ? facts : null,
      isOld: false,
    };
  } catch (error) {
    await setAside(options.quarantine, id, path, error, notify).catch((second: unknown) =>
      notify(
        noticeFor(id, { kind: 'conversation_not_set_aside', name: id, disk: diskFaultOf(second) }),
      ),
    );
    return none;
  }
}
