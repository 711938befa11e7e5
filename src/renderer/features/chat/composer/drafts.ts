import type { Filling } from '../../../../shared/model/arrival/arrival.ts';
import { maxAttachments } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import type { Draft as ToldDraft } from '../../../../shared/contract/chat.ts';
import type { Caret } from '../../../../shared/model/message/caret.ts';
import type { EditDraft } from '../../../../shared/model/message/edit-draft.ts';
import type { Controller, Question } from '../../../client/controller.ts';
import { isStillFilled, withFilling, withoutFilling } from '../arrival/filled.ts';
import { createValue, type Value } from '../page/value.ts';
import { withDiscard } from '../quick/with-discard.ts';
import { caretsOf } from './kept/carets.ts';

/** The contents of a draft besides its text. */
export interface Beside {
  /** Long pasted texts, appended to the message. */
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
}

/** An unsent message. */
export interface Draft extends Beside {
  readonly text: string;
}

/** An empty draft. */
export const noDraft: Draft = { text: '', pasted: [], attachments: [] };

/**
 * Length from which a pasted text becomes a chip (UTF-16 code units). A text box lays out its whole
 * text at each key.
 */
export const longText = 20_000;
/**
 * Delay after a key before the draft is sent to main, and the shortest interval between two updates
 * (ms). With main's own delay, the total stays well below a second.
 */
const tellAfter = 200;
/** The most unsent edits of a conversation; main accepts no more. */
const maxEdits = 50;

/** True if the draft contains nothing to send. */
export function isBlank(draft: Draft): boolean {
  if (draft.attachments.length > 0) return false;
  return !/\S/u.test(draft.text) && draft.pasted.every((text) => !/\S/u.test(text));
}

/** True if two drafts would send the same message. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(messageOf(a)) === JSON.stringify(messageOf(b));
}

/** Converts a draft into a message. */
export function messageOf(draft: Draft): Question {
  return {
    text: [draft.text, ...draft.pasted].filter((text) => /\S/u.test(text)).join('\n\n'),
    attachments: draft.attachments.map((part) => ({
      attachment: part.attachment,
      name: part.name,
      ...(part.kind === 'file' && part.encoding !== undefined ? { encoding: part.encoding } : {}),
      ...(part.origin === undefined ? {} : { origin: part.origin }),
    })),
  };
}

/**
 * The unsent messages of a window. Main stores them for the next one. The key null is the page of a
 * new conversation.
 */
export interface Drafts {
  readonly of: (conversationId: Id | null) => Draft;
  readonly keep: (conversationId: Id | null, draft: Draft) => void;
  /** Keeps a draft from which the person took something out, which can be undone. */
  readonly remove: (conversationId: Id | null, draft: Draft) => void;
  /**
   * The text, model and files that a link or a command line has filled into the message of a new
   * conversation, until they are sent or edited away.
   */
  readonly filled: Value<Filling | null>;
  /**
   * Adds to the message of a new conversation. Text from a link is not kept anywhere before the
   * person has changed or sent it.
   */
  readonly fillIn: (filling: Filling, attachments?: readonly AttachmentPart[]) => void;
  /** Removes it again. */
  readonly unfill: () => void;
  /** Sends main at once all changes that still wait. */
  readonly flush: () => void;
  /** Empties a message box. */
  readonly clear: (conversationId: Id | null) => void;
  /** Calls the listener after main has been told of changes. Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Calls the listener when a draft has changed elsewhere than in its message box: in another
   * window, or by filling in. Returns an unsubscribe function.
   */
  readonly onTaken: (listener: (conversationId: Id | null) => void) => () => void;
  /** The unsent edit of a message; null if there is none. */
  readonly editOf: (conversationId: Id, messageId: Id) => string | null;
  /** Null discards the edit. */
  readonly keepEdit: (conversationId: Id, messageId: Id, text: string | null) => void;
}

/** Makes a set of listeners, and the function that calls them. */
function createListeners<Input extends readonly unknown[]>() {
  const listeners = new Set<(...input: Input) => void>();
  return {
    tell(...input: Input): void {
      for (const listener of listeners) listener(...input);
    },
    subscribe(listener: (...input: Input) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isEmpty({ text, pasted, attachments }: Draft): boolean {
  return text === '' && pasted.length === 0 && attachments.length === 0;
}

/**
 * The parts of a draft that main is told: its text, and the lists beside it if they have changed.
 */
function newsOf({ text, pasted, attachments }: Draft, before: Beside, caret: Caret | undefined) {
  return {
    text,
    ...(pasted === before.pasted ? {} : { pasted: [...pasted] }),
    ...(attachments === before.attachments ? {} : { attachments: [...attachments] }),
    ...(caret === undefined ? {} : { caret }),
  };
}

/** The edits with this text for a message, or without one; the same list if nothing changes. */
function withEdit(
  before: readonly EditDraft[],
  messageId: Id,
  text: string | null,
): readonly EditDraft[] {
  const others = before.filter((edit) => edit.messageId !== messageId);
  if (text !== null) return [...others, { messageId, text }].slice(-maxEdits);
  return others.length === before.length ? before : others;
}

/** A draft with what is filled in; the next link takes the place of the one before. */
function filledDraft(
  present: Draft,
  last: Filling | null,
  filling: Filling,
  attachments: readonly AttachmentPart[],
): Draft {
  const isNext = last?.from === 'link' && filling.from === 'link';
  const before = isNext ? withoutFilling(present, last) : present;
  const more = [...before.attachments, ...attachments].slice(0, maxAttachments);
  const draft = attachments.length === 0 ? before : { ...before, attachments: more };
  return withFilling(draft, filling, longText);
}

function createDrafts(controller: Controller): Drafts {
  const drafts = new Map<Id | null, Draft>();
  /** The drafts as main has them. Pasted texts may be many MB and are sent only when they change. */
  const told = new Map<Id | null, Draft>();
  const untold = new Set<Id | null>();
  const removals = new Set<Id | null>();
  const edits = new Map<Id | null, readonly EditDraft[]>();
  const toldEdits = new Map<Id | null, readonly EditDraft[]>();
  const toldListeners = createListeners<[]>();
  const takers = createListeners<[conversationId: Id | null]>();
  const filled = createValue<Filling | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const { store } = controller;
  const of = (conversationId: Id | null): Draft => drafts.get(conversationId) ?? noDraft;
  const take = ({ conversationId, edits: kept, ...draft }: ToldDraft): void => {
    // Text that main does not know yet stays if only the rest has changed, as by Undo.
    const isSameText = draft.text === (told.get(conversationId) ?? noDraft).text;
    const text = isSameText ? of(conversationId).text : draft.text;
    if (!isSameText) untold.delete(conversationId);
    drafts.set(conversationId, { ...draft, text });
    told.set(conversationId, draft);
    edits.set(conversationId, kept);
    toldEdits.set(conversationId, kept);
    takers.tell(conversationId);
  };
  /** True for a draft that this window shares with others, and with the next start. */
  const isShared = (id: Id | null): boolean => id !== null || !controller.isQuick;
  let seen = store.getState().drafts;
  seen.filter(({ conversationId }) => isShared(conversationId)).forEach(take);
  store.subscribe(() => {
    const { drafts: now } = store.getState();
    if (now === seen) return;
    const changed = now.filter((each) => !seen.includes(each) && isShared(each.conversationId));
    seen = now;
    changed.forEach(take);
  });
  const tell = (): void => {
    timer = null;
    for (const conversationId of untold) {
      const draft = of(conversationId);
      const before = told.get(conversationId) ?? noDraft;
      told.set(conversationId, draft);
      const edited = edits.get(conversationId) ?? [];
      const isSame = edited === (toldEdits.get(conversationId) ?? edited);
      toldEdits.set(conversationId, edited);
      // Main reports failed writes itself, in its storage status.
      void controller.command('draft.set', {
        conversationId,
        ...newsOf(draft, before, caretsOf(controller).of(conversationId)),
        ...(isSame ? {} : { edits: [...edited] }),
        ...(removals.has(conversationId) ? { isRemoval: true } : {}),
      });
    }
    untold.clear();
    removals.clear();
    toldListeners.tell();
  };
  const tellSoon = (conversationId: Id | null): void => {
    if (!isShared(conversationId)) return;
    untold.add(conversationId);
    timer ??= setTimeout(tell, tellAfter);
  };
  const hold = (conversationId: Id | null, draft: Draft): void => {
    if (isEmpty(draft)) drafts.delete(conversationId);
    else drafts.set(conversationId, draft);
  };
  const forgetFilled = (draft: Draft): void => {
    const filling = filled.get();
    if (filling === null || (!isBlank(draft) && isStillFilled(draft, filling))) return;
    filled.set(null);
  };
  const keep: Drafts['keep'] = (conversationId, draft) => {
    const before = of(conversationId);
    const isSame = before.pasted === draft.pasted && before.attachments === draft.attachments;
    if (isSame && before.text === draft.text) return;
    hold(conversationId, draft);
    tellSoon(conversationId);
    if (conversationId === null) forgetFilled(draft);
  };
  return {
    of,
    keep,
    remove(conversationId, draft) {
      // Earlier changes are sent on their own, so that undo restores only what is removed now.
      if (untold.has(conversationId)) tell();
      keep(conversationId, draft);
      removals.add(conversationId);
      tell();
    },
    flush: () => untold.size > 0 && tell(),
    filled,
    fillIn(filling, attachments = []) {
      // The person's own text goes to main without the addition.
      if (untold.has(null)) tell();
      const last = filled.get();
      hold(null, filledDraft(of(null), last, filling, attachments));
      if (filling.from === 'command_line') tellSoon(null);
      // The mark of a stranger's text stays, whatever the person adds to it.
      const isMarked = last?.from === 'link' && (last.text !== '' || last.model !== null);
      if (filling.from === 'link' || !isMarked) filled.set(filling);
      takers.tell(null);
    },
    clear(conversationId) {
      keep(conversationId, noDraft);
      takers.tell(conversationId);
    },
    unfill() {
      const filling = filled.get();
      if (filling === null) return;
      keep(null, withoutFilling(of(null), filling));
      filled.set(null);
      takers.tell(null);
    },
    subscribe: (listener) => toldListeners.subscribe(listener),
    onTaken: (listener) => takers.subscribe(listener),
    editOf: (conversationId, messageId) =>
      edits.get(conversationId)?.find((edit) => edit.messageId === messageId)?.text ?? null,
    keepEdit(conversationId, messageId, text) {
      const before = edits.get(conversationId) ?? [];
      const next = withEdit(before, messageId, text);
      if (next === before) return;
      if (!toldEdits.has(conversationId)) toldEdits.set(conversationId, []);
      edits.set(conversationId, next);
      tellSoon(conversationId);
    },
  };
}

const ofControllers = new WeakMap<Controller, Drafts>();

/** The drafts of a window, starting with those that main stored before. */
export function draftsOf(controller: Controller): Drafts {
  const known = ofControllers.get(controller);
  if (known !== undefined) return known;
  const made = createDrafts(controller);
  const drafts = controller.isQuick ? withDiscard(made, controller) : made;
  ofControllers.set(controller, drafts);
  return drafts;
}
