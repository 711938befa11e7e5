import { isDeepStrictEqual } from 'node:util';
import { expected } from '../../../shared/expected.ts';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { withoutDeleted } from '../../../shared/model/tree/branches.ts';
import type { Join } from '../../conversations/ports.ts';
import { orNullIfMissing, sameFile, type FileFacts } from '../../disk/file-system.ts';
import { readWithFacts } from '../../disk/files.ts';
import { jsonPath, type JsonFile, type JsonFilePlace } from '../../disk/json-file.ts';
import type { StoreParts } from '../parts.ts';
import { conversationChunks } from './conversation-format.ts';
import { baseOf, bringsNews, mergeConversations } from './merge-conversation.ts';

/** The file of a conversation that another process may write too. */
export interface SharedFile {
  /**
   * Records the state of the file as read; changes by other processes are found by comparing with
   * it.
   */
  saw(facts: FileFacts, conversation: Conversation): void;
  /** Call after the file has moved. */
  moved(): void;
  /** Writes the conversation, merged with what another process may have written meanwhile. */
  write(place: JsonFilePlace, newest: Conversation): Promise<void>;
}

/**
 * Called when another process has changed the file. `isSeen`: the change is visible to the person.
 */
export type OnMerged = (merged: Conversation, join: Join, isSeen: boolean) => void;

/** Creates the writer of such a file. */
export function createSharedFile(
  parts: Pick<
    StoreParts,
    'files' | 'migrations' | 'oldVersions' | 'openJsonFile' | 'quarantine' | 'reader'
  >,
  id: Id,
  onMerged: OnMerged,
): SharedFile {
  const { files } = parts;
  let document: JsonFile | null = null;
  /** The state of the file when this process last read or wrote it. */
  let seen: FileFacts | null = null;
  /** The head at that time. */
  let base: Readonly<Record<string, unknown>> = {};
  /** Messages that another process wrote and the caller may not know about yet. */
  let foreign: ReadonlyMap<Id, Message> = new Map();

  async function write(place: JsonFilePlace, newest: Conversation): Promise<void> {
    const ours = withForeign(newest);
    const now = await orNullIfMissing(files.facts(jsonPath(place)));
    const isUnchanged = now === null || (seen !== null && sameFile(now, seen));
    const theirs = isUnchanged ? null : await readOther(place);
    const merged = theirs === null ? ours : mergeConversations(base, ours, theirs);
    document ??= await parts.openJsonFile(place);
    const written = await document.write(conversationChunks(merged));
    const isSeen = theirs !== null && bringsNews(base, ours, theirs, merged);
    seen = written;
    base = baseOf(merged);
    if (theirs === null) return;
    const known = new Set(Object.keys(newest.messages));
    const others = Object.values<Message>(theirs.messages).filter(({ id }) => !known.has(id));
    foreign = new Map([...foreign, ...others.map((message) => [message.id, message] as const)]);
    // The caller has to know the whole head: it would otherwise write its own over it next time.
    if (!isSeen && isDeepStrictEqual(baseOf(merged), baseOf(ours))) return;
    onMerged(merged, (held) => mergeConversations(baseOf(newest), held, merged), isSeen);
  }

  /**
   * Adds messages of other processes to what is written, until the caller's own state contains
   * them.
   */
  function withForeign(newest: Conversation): Conversation {
    const missing = [...foreign].filter(([id]) => newest.messages[id] === undefined);
    if (missing.length === 0) return newest;
    const messages = { ...newest.messages, ...Object.fromEntries(missing) };
    return withoutDeleted({ ...newest, messages });
  }

  /** Reads what another process has put in place of our file. A damaged file is set aside first. */
  async function readOther(place: JsonFilePlace): Promise<Conversation | null> {
    const { bytes } = await readWithFacts(files, jsonPath(place));
    const parsed = await parts.reader.parse(bytes, id, parts.migrations);
    switch (parsed.kind) {
      case 'sound':
        return parsed.conversation;
      case 'migrated':
        await parts.oldVersions.keepCopy(`${id}.json`, bytes, { kind: 'older_version' });
        return parsed.conversation;
      case 'read_only':
        throw expected('conversation_changed_by_newer', {});
      case 'salvaged':
        await parts.quarantine.keepCopy(`${id}.json`, bytes, { kind: 'damaged_by_other_program' });
        return parsed.conversation;
      case 'unreadable':
        await parts.quarantine.keepCopy(`${id}.json`, bytes, {
          kind: 'conversation_unreadable',
          reason: parsed.reason,
        });
        return null;
    }
  }

  return {
    saw(facts, conversation) {
      seen = facts;
      base = baseOf(conversation);
    },
    moved() {
      document = null;
    },
    write,
  };
}
