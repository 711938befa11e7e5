import type {
  Conversation,
  Id,
  Message,
  ReadOnlyReason,
} from '../../../shared/model/conversation.ts';
import type { UnreadableReason } from '../../../shared/model/error-codes/storage.ts';
import type { SalvageCount, SetAsideReason } from '../../../shared/model/news.ts';
import { atOnce, inTurns, type Steps } from '../../event-loop/steps.ts';
import type { Rescue } from './conversation-file.ts';
import { interruptStreaming } from './conversation-format.ts';
import { applyJournal } from './journal-format.ts';
import type { Migrations } from '../migrations.ts';
import type { ParsedFile } from './parse-conversation.ts';
import { parseFile } from './parse-in-turns.ts';
import { salvage, type Salvaged } from './salvage.ts';

/** What to do with what was found on disk for one conversation. */
export type Examined =
  | { readonly kind: 'sound'; readonly conversation: Conversation }
  | {
      readonly kind: 'read_only';
      readonly conversation: Conversation;
      readonly reason: ReadOnlyReason;
    }
  /** The file has to be rewritten. `rescue` is its damaged original, to be preserved. */
  | {
      readonly kind: 'repaired';
      readonly conversation: Conversation;
      readonly rescue: Rescue | null;
    }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

/**
 * Examines a conversation's file (null if there is none) together with its journal. Only the
 * messages in `live` are really streaming: any other `streaming` message becomes `interrupted` and
 * keeps its text. Never throws.
 */
export function examine(...found: Found): Examined {
  return atOnce(examineSteps(...found));
}

/** What was found on disk for one conversation, and how to read it. */
export type Found = readonly [
  id: Id,
  bytes: Uint8Array | null,
  journal: ReadonlyMap<Id, Message> | null,
  live: ReadonlySet<Id>,
  migrations: Migrations,
];

/** The result of parsing a file that is not there. */
export const noFile: ParsedFile = { kind: 'unreadable', reason: 'no_file' };

function* examineSteps(...found: Found): Steps<Examined> {
  const [id, bytes, , , migrations] = found;
  const parsed = bytes === null ? noFile : yield* parseFile(bytes, id, migrations);
  return yield* conclude(parsed, found);
}

/** Like {@link examine}, of a file that has been parsed. Gives way in between. */
export function examineParsed(parsed: ParsedFile, found: Found): Promise<Examined> {
  return inTurns(conclude(parsed, found));
}

function* conclude(parsed: ParsedFile, [id, bytes, journal, live]: Found): Steps<Examined> {
  const answers = journal ?? new Map<Id, Message>();
  switch (parsed.kind) {
    case 'read_only':
      return parsed;
    case 'unreadable': {
      // The head is lost, but a streamed answer deserves a conversation of its own.
      const fromJournal = yield* salvage({ messages: Object.fromEntries(answers) }, '', id);
      if (fromJournal === null) return parsed;
      const conversation = interruptStreaming(fromJournal.conversation, live);
      const { reason } = parsed;
      const rescue = rescueOf(bytes, {
        kind: 'conversation_from_journal',
        reason,
        ...countOf(fromJournal),
      });
      return { kind: 'repaired', conversation, rescue };
    }
    case 'salvaged': {
      const conversation = interruptStreaming(applyJournal(parsed.conversation, answers), live);
      const rescue = rescueOf(bytes, { kind: 'conversation_damaged', ...countOf(parsed) });
      return { kind: 'repaired', conversation, rescue };
    }
    case 'migrated': {
      const conversation = interruptStreaming(applyJournal(parsed.conversation, answers), live);
      const reason = { kind: 'before_update', from: parsed.from } as const;
      const rescue = bytes === null ? null : { bytes, reason, kind: 'old' as const };
      return { kind: 'repaired', conversation, rescue };
    }
    case 'sound': {
      const replayed = applyJournal(parsed.conversation, answers);
      const conversation = interruptStreaming(replayed, live);
      if (journal === null) return { kind: 'sound', conversation };
      return { kind: 'repaired', conversation, rescue: null };
    }
  }
}

function rescueOf(bytes: Uint8Array | null, reason: SetAsideReason): Rescue | null {
  return bytes === null ? null : { bytes, reason, kind: 'damaged' };
}

function countOf({ kept, mended, lost }: Salvaged): SalvageCount {
  return { kept, mended, lost };
}
