import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import type { Controller, Question } from '../../../client/controller.ts';

/** What lies beside the text box. */
export interface Beside {
  /** Long texts that were pasted; they follow the text in the message. */
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
}

/** What a person has written but not sent. */
export interface Draft extends Beside {
  readonly text: string;
}

/** Nothing written yet. */
export const noDraft: Draft = { text: '', pasted: [], attachments: [] };

/** A text box lays out its whole text at each key, so a longer text is shown as a chip; UTF-16 code units. */
export const longText = 20_000;
/** How long after a key main gets the draft, at most once in that time; with main's own wait well below a second; ms. */
const tellAfter = 200;

/** True if there is nothing in it that could be sent. */
export function isBlank(draft: Draft): boolean {
  if (draft.attachments.length > 0) return false;
  return !/\S/u.test(draft.text) && draft.pasted.every((text) => !/\S/u.test(text));
}

/** The message that a draft becomes. */
export function messageOf(draft: Draft): Question {
  return {
    text: [draft.text, ...draft.pasted].filter((text) => /\S/u.test(text)).join('\n\n'),
    attachments: draft.attachments.map((part) => ({
      attachment: part.attachment,
      name: part.name,
      ...(part.kind === 'file' && part.encoding !== undefined ? { encoding: part.encoding } : {}),
    })),
  };
}

/** The unsent texts of a window; main keeps them for the next one. null is the page of a new conversation. */
export interface Drafts {
  readonly of: (conversationId: Id | null) => Draft;
  readonly keep: (conversationId: Id | null, draft: Draft) => void;
}

function createDrafts(controller: Controller): Drafts {
  const drafts = new Map<Id | null, Draft>();
  /** What main knows of all but the text: pasted texts may be many MB, and cross only when they change. */
  const told = new Map<Id | null, Beside>();
  const untold = new Set<Id | null>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  for (const { conversationId, ...draft } of controller.store.getState().drafts) {
    drafts.set(conversationId, draft);
    told.set(conversationId, draft);
  }
  const tell = (): void => {
    timer = null;
    for (const conversationId of untold) {
      const draft = drafts.get(conversationId) ?? noDraft;
      const { text, pasted, attachments } = draft;
      const before = told.get(conversationId) ?? noDraft;
      told.set(conversationId, draft);
      // What main cannot write it reports itself, as its storage status.
      void controller.command('draft.set', {
        conversationId,
        text,
        ...(pasted === before.pasted ? {} : { pasted: [...pasted] }),
        ...(attachments === before.attachments ? {} : { attachments: [...attachments] }),
      });
    }
    untold.clear();
  };
  return {
    of: (conversationId) => drafts.get(conversationId) ?? noDraft,
    keep(conversationId, draft) {
      const before = drafts.get(conversationId) ?? noDraft;
      const isSame = before.pasted === draft.pasted && before.attachments === draft.attachments;
      if (isSame && before.text === draft.text) return;
      const isEmpty = draft.pasted.length === 0 && draft.attachments.length === 0;
      if (isEmpty && draft.text === '') drafts.delete(conversationId);
      else drafts.set(conversationId, draft);
      untold.add(conversationId);
      timer ??= setTimeout(tell, tellAfter);
    },
  };
}

const ofControllers = new WeakMap<Controller, Drafts>();

/** The drafts of a window, beginning with what was typed before it was there. */
export function draftsOf(controller: Controller): Drafts {
  const known = ofControllers.get(controller);
  if (known !== undefined) return known;
  const drafts = createDrafts(controller);
  ofControllers.set(controller, drafts);
  return drafts;
}
