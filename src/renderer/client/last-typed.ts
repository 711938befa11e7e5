/** The last change of a text field by the person. */
export interface Typed {
  readonly field: Element;
  /** It left the field empty. */
  readonly isEmpty: boolean;
  /** In ms since the epoch. */
  readonly at: number;
  /** It took typing back, or made it again. */
  readonly isUndo: boolean;
}

/** A text field with the focus. */
interface Field {
  readonly element: Element;
  readonly isEmpty: boolean;
}

const fields =
  'textarea, input:not([type]), input[type="text"], input[type="search"], input[type="url"], input[type="password"], input[type="number"], [contenteditable]';

/** The text field that has the focus; null if none has. */
export function focusedField(): Field | null {
  const element = document.activeElement;
  if (element === null || !element.matches(fields)) return null;
  return { element, isEmpty: isEmpty(element) };
}

function isEmpty(element: Element): boolean {
  // A long text is not copied at each key.
  if (element instanceof HTMLTextAreaElement) return element.textLength === 0;
  if (element instanceof HTMLInputElement) return element.value === '';
  return element.textContent === '';
}

let last: Typed | null = null;

/** The last change; null if there was none. */
export function lastTyped(): Typed | null {
  return last;
}

/** Follows what is typed anywhere in the window. Returns a function that ends it. */
export function followTyping(): () => void {
  const onInput = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const isUndo = event instanceof InputEvent && event.inputType.startsWith('history');
    last = { field: target, isEmpty: isEmpty(target), at: Date.now(), isUndo };
  };
  document.addEventListener('input', onInput, { capture: true });
  return () => document.removeEventListener('input', onInput, { capture: true });
}

/**
 * True if Undo, or Redo, is for the text field with the focus: what the person did last comes first.
 * `changedAt`: when the change of data was made that would be taken back; null if there is none.
 */
export function isForField(
  direction: 'undo' | 'redo',
  field: Field | null,
  typed: Typed | null,
  changedAt: number | null,
): boolean {
  if (field === null) return false;
  if (changedAt === null) return true;
  if (typed === null || typed.field !== field.element) return false;
  // Sent or cleared: there is nothing of it to take back.
  if (field.isEmpty && !typed.isEmpty) return false;
  // There is nothing left to take back, or nothing to make again.
  if (direction === 'undo' ? field.isEmpty && typed.isUndo : !typed.isUndo) return false;
  return typed.at >= changedAt;
}

const nothingLeft = 'parley-nothing-left';

function textOf(field: Element | null): string | null {
  return field instanceof HTMLTextAreaElement ? field.value : null;
}

/** Undo or Redo in the text field that has the focus. */
export function takeTypingBack(direction: 'undo' | 'redo'): void {
  const field = document.activeElement;
  const before = textOf(field);
  // The browser also goes through steps of texts that are gone, and changes nothing then.
  const isDone = document.execCommand(direction) && (before === null || textOf(field) !== before);
  if (!isDone) field?.dispatchEvent(new CustomEvent(nothingLeft, { detail: direction }));
}

/**
 * Calls the listener when the browser has nothing left of this field to take back or make again.
 * Returns a function that ends it.
 */
export function onNothingLeft(
  field: Element,
  listener: (direction: 'undo' | 'redo') => void,
): () => void {
  const onEvent = (event: Event): void => {
    if (event instanceof CustomEvent) listener(event.detail === 'redo' ? 'redo' : 'undo');
  };
  field.addEventListener(nothingLeft, onEvent);
  return () => field.removeEventListener(nothingLeft, onEvent);
}
