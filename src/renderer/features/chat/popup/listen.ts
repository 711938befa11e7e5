import { activeRow, isShown, type PopupRow } from './popup-state.ts';
import type { PopupStore } from './popup-store.ts';
import { listId, rowId } from './row-id.ts';
import { triggerAt, type FoundTrigger } from './trigger.ts';

/** What a list does with the message box. */
export interface ListenOptions {
  readonly store: PopupStore;
  /** The trigger that opened the list. */
  readonly trigger: Pick<FoundTrigger, 'mark' | 'start'>;
  readonly onChoose: (row: PopupRow) => void;
  readonly onClose: (by: 'escape' | 'leaving') => void;
}

/** Describes the list to assistive technology. Returns a function that takes it back. */
function describe(element: HTMLTextAreaElement, store: PopupStore): () => void {
  const names = ['aria-controls', 'aria-activedescendant', 'aria-autocomplete', 'aria-haspopup'];
  const clear = (): void => {
    for (const name of names) element.removeAttribute(name);
  };
  const update = (): void => {
    const state = store.getState();
    const row = isShown(state) ? activeRow(state) : null;
    if (row === null) return clear();
    element.setAttribute('aria-autocomplete', 'list');
    element.setAttribute('aria-haspopup', 'listbox');
    element.setAttribute('aria-controls', listId);
    element.setAttribute('aria-activedescendant', rowId(state, row));
  };
  const unsubscribe = store.subscribe(update);
  update();
  return () => {
    unsubscribe();
    clear();
  };
}

/** Returns the handler of keys while the list is open. */
function createOnKeyDown({ store, onChoose, onClose }: ListenOptions) {
  return (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const state = store.getState();
    if (!isShown(state)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose('escape');
      return;
    }
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = activeRow(state);
    if (row === null) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        store.move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
      case 'Tab':
        onChoose(row);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
}

/** Connects an open list with the message box. Returns a function that disconnects it. */
export function listenTo(element: HTMLTextAreaElement, options: ListenOptions): () => void {
  const { store, trigger, onClose } = options;
  const listening = new AbortController();
  const { signal } = listening;
  const undescribe = describe(element, store);

  /** Follows the text and the caret; closes the list once the caret has left the word. */
  const read = (): void => {
    const { value, selectionStart, selectionEnd } = element;
    const found = selectionStart === selectionEnd ? triggerAt(value, selectionStart) : null;
    if (found?.start === trigger.start && found.mark === trigger.mark) store.type(found.query);
    else onClose('leaving');
  };

  const onInput = (event: Event): void => {
    const { inputType, isComposing } = event as InputEvent;
    if (isComposing) return;
    if (/^insertFrom(?:Paste|Drop)/u.test(inputType)) onClose('leaving');
    else read();
  };
  const onSelection = (): void => {
    if (document.activeElement === element && !store.getState().isComposing) read();
  };

  element.addEventListener('keydown', createOnKeyDown(options), { signal });
  element.addEventListener('input', onInput, { signal });
  element.addEventListener('compositionstart', () => store.setComposing(true), { signal });
  element.addEventListener(
    'compositionend',
    () => {
      store.setComposing(false);
      read();
    },
    { signal },
  );
  element.addEventListener('blur', () => onClose('leaving'), { signal });
  document.addEventListener('selectionchange', onSelection, { signal });
  return () => {
    listening.abort();
    undescribe();
  };
}
