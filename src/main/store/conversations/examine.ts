import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import type { Rescue } from './conversation-file.ts';
import { interruptStreaming } from './conversation-format.ts';
import { applyJournal } from './journal-format.ts';
import type { Migrations } from '../migrations.ts';
import { parseConversation } from './parse-conversation.ts';
import { salvage, type Salvaged } from './salvage.ts';

/** What is to be done about what a start found on the disk for one conversation. */
export type Examined =
  | { readonly kind: 'sound'; readonly conversation: Conversation }
  | { readonly kind: 'read_only'; readonly conversation: Conversation }
  /** The file has to be written anew; `rescue`: its damaged original is to be kept. */
  | {
      readonly kind: 'repaired';
      readonly conversation: Conversation;
      readonly rescue: Rescue | null;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Judges the file of a conversation (null: there is none) together with its journal. Nobody streams
 * but `live`: any other message still `streaming` comes back `interrupted`, with its text. Never throws.
 */
export function examine(
  id: Id,
  bytes: Uint8Array | null,
  journal: ReadonlyMap<Id, Message> | null,
  live: ReadonlySet<Id>,
  migrations: Migrations,
): Examined {
  const parsed =
    bytes === null
      ? { kind: 'unreadable' as const, reason: 'There is no file.' }
      : parseConversation(bytes, id, migrations);
  const answers = journal ?? new Map<Id, Message>();
  switch (parsed.kind) {
    case 'newer':
      return { kind: 'read_only', conversation: parsed.conversation };
    case 'unreadable': {
      // An answer that was streaming is worth a conversation of its own.
      const fromJournal = salvage({ messages: Object.fromEntries(answers) }, '', id);
      if (fromJournal === null) return parsed;
      const conversation = interruptStreaming(fromJournal.conversation, live);
      const rescue =
        bytes === null
          ? null
          : { bytes, reason: `${parsed.reason} ${account(fromJournal)}`, kind: 'damaged' as const };
      return { kind: 'repaired', conversation, rescue };
    }
    case 'salvaged': {
      const conversation = interruptStreaming(applyJournal(parsed.conversation, answers), live);
      const rescue =
        bytes === null ? null : { bytes, reason: account(parsed), kind: 'damaged' as const };
      return { kind: 'repaired', conversation, rescue };
    }
    case 'migrated': {
      const conversation = interruptStreaming(applyJournal(parsed.conversation, answers), live);
      const reason = `It is kept as it was before the update from version ${parsed.from}.`;
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

function count(number: number): string {
  return number === 1 ? '1 message' : `${number} messages`;
}

function account({ kept, mended, lost }: Salvaged): string {
  const parts = [`${count(kept + mended)} could be saved`];
  if (mended > 0) parts.push(`${mended} of them only in part`);
  if (lost > 0) parts.push(`${lost} could not be saved`);
  return `The file was damaged: ${parts.join(', ')}.`;
}
