import type { Id } from '../../../../../shared/model/conversation.ts';
import type { Caret } from '../../../../../shared/model/message/caret.ts';
import type { Controller } from '../../../../client/controller.ts';

/** How long the caret rests before main is told of it, if nothing is typed (ms). */
const restMs = 1000;

/** The person's place in each unsent text. The key null is the page of a new conversation. */
export interface Carets {
  /** Undefined if nobody knows, or the box is empty. */
  readonly of: (conversationId: Id | null) => Caret | undefined;
  /**
   * Puts the caret of a conversation back into its message box, and follows it from then on. Returns
   * a function that ends it.
   */
  readonly follow: (conversationId: Id | null, box: HTMLTextAreaElement) => () => void;
}

function read(box: HTMLTextAreaElement): Caret | undefined {
  const { selectionStart: start, selectionEnd: end, selectionDirection, scrollTop } = box;
  if (box.textLength === 0) return undefined;
  const isBackward = selectionDirection === 'backward' && start !== end;
  return { start, end, ...(isBackward ? { isBackward } : {}), scrollTop: Math.max(0, scrollTop) };
}

function putBack(box: HTMLTextAreaElement, caret: Caret | undefined): void {
  if (caret === undefined || box.textLength === 0) return;
  box.setSelectionRange(caret.start, caret.end, caret.isBackward === true ? 'backward' : 'forward');
  // Reading the size of the box costs a layout, which most texts can do without.
  if (caret.scrollTop > 0) box.scrollTop = caret.scrollTop;
}

function createCarets(controller: Controller): Carets {
  const carets = new Map<Id | null, Caret>();
  const isShared = (id: Id | null): boolean => id !== null || !controller.isQuick;
  for (const { conversationId, caret } of controller.store.getState().drafts) {
    if (caret !== undefined && isShared(conversationId)) carets.set(conversationId, caret);
  }
  let shown: { readonly id: Id | null; readonly box: HTMLTextAreaElement } | null = null;
  const of = (id: Id | null): Caret | undefined =>
    shown !== null && shown.id === id ? read(shown.box) : carets.get(id);
  return {
    of,
    follow(id, box) {
      // The earlier text was sent or deleted.
      if (box.textLength === 0) carets.delete(id);
      putBack(box, carets.get(id));
      const followed = { id, box };
      shown = followed;
      let told = JSON.stringify(read(box));
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tell = (): void => {
        clearTimeout(timer);
        timer = undefined;
        const caret = read(box);
        const news = JSON.stringify(caret);
        if (caret === undefined || news === told || !isShared(id)) return;
        told = news;
        void controller.command('draft.caret', { conversationId: id, caret });
      };
      const tellSoon = (): void => {
        clearTimeout(timer);
        timer = setTimeout(tell, restMs);
      };
      const onSelection = (): void => {
        if (document.activeElement === box) tellSoon();
      };
      document.addEventListener('selectionchange', onSelection);
      box.addEventListener('scroll', tellSoon, { passive: true });
      box.addEventListener('blur', tell);
      window.addEventListener('pagehide', tell);
      return () => {
        tell();
        document.removeEventListener('selectionchange', onSelection);
        box.removeEventListener('scroll', tellSoon);
        box.removeEventListener('blur', tell);
        window.removeEventListener('pagehide', tell);
        const last = read(box);
        if (last === undefined) carets.delete(id);
        else carets.set(id, last);
        if (shown === followed) shown = null;
      };
    },
  };
}

const ofControllers = new WeakMap<Controller, Carets>();

/** The carets of a window, starting with those that main stored before. */
export function caretsOf(controller: Controller): Carets {
  const known = ofControllers.get(controller);
  if (known !== undefined) return known;
  const carets = createCarets(controller);
  ofControllers.set(controller, carets);
  return carets;
}
