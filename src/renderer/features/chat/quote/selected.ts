import { elementNamed } from '../../../ui/focus-registry.ts';
import { asQuote, behindDraft } from './quote-text.ts';

/** A selected piece of the messages, as a quote. */
export interface Selected {
  readonly quote: string;
}

function isCode({ commonAncestorContainer: node }: Range): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return (element?.closest('pre') ?? null) !== null;
}

/** The selection if it begins in an element, such as the log; null if there is nothing to quote. */
export function selectedIn(element: Element | null): Selected | null {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  // Three clicks on the last paragraph end at the beginning of what comes after the messages.
  if (element?.contains(range.startContainer) !== true) return null;
  const quote = asQuote(selection.toString(), isCode(range));
  return quote === '' ? null : { quote };
}

/** Puts a quote behind the draft, and the caret behind the quote. Undo takes it out again. */
export function quoteInDraft(quote: string): void {
  const box = elementNamed('message_box');
  if (!(box instanceof HTMLTextAreaElement)) return;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  // There is no other way to change a text box that undo knows of.
  document.execCommand('insertText', false, behindDraft(box.value, quote));
  box.scrollTop = box.scrollHeight;
}

/** Quotes what is selected in the messages, if anything is. */
export function quoteSelection(): void {
  const selected = selectedIn(elementNamed('log'));
  if (selected !== null) quoteInDraft(selected.quote);
}
