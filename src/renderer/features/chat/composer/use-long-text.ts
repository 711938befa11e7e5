import { useEffect, type RefObject } from 'react';
import { longText } from './drafts.ts';

/** A text no longer than this goes into the box even when it is nearly full; UTF-16 code units. */
const shortText = 2000;

/**
 * True for a text that came at once (pasted, dropped, dictated) and would make the box slow: laid out
 * there, one of 1 MB holds the window for half a minute.
 */
export function isTooLong(element: Pick<HTMLTextAreaElement, 'value'>, text: string): boolean {
  return text.length > shortText && element.value.length + text.length > longText;
}

/** Keeps a text that comes at once and is too long out of the box, and hands it to `takeBeside`. */
export function useLongText(
  area: RefObject<HTMLTextAreaElement | null>,
  takeBeside: (text: string) => void,
): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const take = (event: Event, text: string): void => {
      if (!isTooLong(element, text)) return;
      event.preventDefault();
      // What was selected is replaced, as by any text; undo brings it back.
      if (element.selectionStart !== element.selectionEnd) document.execCommand('delete');
      takeBeside(text);
    };
    const onPaste = (event: ClipboardEvent): void =>
      take(event, event.clipboardData?.getData('text/plain') ?? '');
    // Everything else that brings text: drag and drop, dictation, assistive technology.
    const onBeforeInput = (event: InputEvent): void =>
      take(event, event.data ?? event.dataTransfer?.getData('text/plain') ?? '');
    element.addEventListener('paste', onPaste);
    element.addEventListener('beforeinput', onBeforeInput);
    return () => {
      element.removeEventListener('paste', onPaste);
      element.removeEventListener('beforeinput', onBeforeInput);
    };
  }, [area, takeBeside]);
}
