import type { Draft } from '../../../shared/contract/index.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import type { DraftStore } from '../drafts.ts';

/** The part of the drafts that others use. */
export type Drafts = Pick<DraftStore, 'all' | 'set'>;

/** Drafts of temporary conversations, in memory. */
export interface MemoryDrafts {
  /** The drafts of all conversations: those of which `isTemporary` is true use memory. */
  over(disk: Drafts): Drafts;
  of(id: Id): Draft | undefined;
  release(id: Id): void;
}

const isBlank = ({ text, pasted, attachments, edits }: Draft): boolean =>
  text === '' && [pasted, attachments, edits].every((list) => list.length === 0);

/** Creates the empty memory. */
export function createMemoryDrafts(isTemporary: (id: Id) => boolean): MemoryDrafts {
  const drafts = new Map<Id, Draft>();
  return {
    over: (disk) => ({
      all: () => [...disk.all(), ...drafts.values()],
      set(conversationId, text, beside = {}) {
        if (conversationId === null || !isTemporary(conversationId)) {
          disk.set(conversationId, text, beside);
          return;
        }
        const before = drafts.get(conversationId);
        const draft: Draft = {
          conversationId,
          text,
          pasted: beside.pasted ?? before?.pasted ?? [],
          attachments: beside.attachments ?? before?.attachments ?? [],
          edits: beside.edits ?? before?.edits ?? [],
        };
        if (isBlank(draft)) drafts.delete(conversationId);
        else drafts.set(conversationId, draft);
      },
    }),
    of: (id) => drafts.get(id),
    release: (id) => void drafts.delete(id),
  };
}
