import type { Draft } from '../../../shared/contract/index.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import { noHistory, withChange, type DraftHistory } from '../drafts/draft-history.ts';
import type { DraftStore } from '../drafts/drafts.ts';

/** The part of the drafts that others use. */
export type Drafts = Pick<DraftStore, 'all' | 'set' | 'setCaret' | 'lastStep'>;

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
export function createMemoryDrafts(
  isTemporary: (id: Id) => boolean,
  now: () => number,
): MemoryDrafts {
  const drafts = new Map<Id, Draft>();
  const histories = new Map<Id, DraftHistory>();
  const release = (id: Id): void => {
    drafts.delete(id);
    histories.delete(id);
  };
  return {
    over: (disk) => ({
      all: () => [...disk.all(), ...drafts.values()],
      set(conversationId, text, change = {}) {
        if (conversationId === null || !isTemporary(conversationId)) {
          disk.set(conversationId, text, change);
          return;
        }
        const before = drafts.get(conversationId);
        const draft: Draft = {
          conversationId,
          text,
          caret: change.caret ?? before?.caret,
          pasted: change.pasted ?? before?.pasted ?? [],
          attachments: change.attachments ?? before?.attachments ?? [],
          edits: change.edits ?? before?.edits ?? [],
        };
        if (isBlank(draft)) {
          release(conversationId);
          return;
        }
        drafts.set(conversationId, draft);
        const history = histories.get(conversationId) ?? noHistory;
        histories.set(conversationId, withChange(history, before?.text ?? '', text, now()));
      },
      setCaret(conversationId, caret) {
        if (conversationId === null || !isTemporary(conversationId)) {
          disk.setCaret(conversationId, caret);
          return;
        }
        const draft = drafts.get(conversationId);
        if (draft !== undefined) drafts.set(conversationId, { ...draft, caret });
      },
      lastStep: (conversationId) =>
        conversationId === null || !isTemporary(conversationId)
          ? disk.lastStep(conversationId)
          : (histories.get(conversationId)?.steps.at(-1) ?? null),
    }),
    of: (id) => drafts.get(id),
    release,
  };
}
