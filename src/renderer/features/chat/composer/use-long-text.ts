import { useEffect, type RefObject } from 'react';
import { longText } from './drafts.ts';

/**
 * A text up to this length goes into the box even if the box is nearly full (UTF-16 code units).
 */
const shortText = 2000;

/**
 * True for a text inserted in one go (pasted, dropped, dictated) that would make the box slow.
 * Laying out 1 MB there blocks the window for half a minute.
 */
export function isTooLong(element: Pick<HTMLTextAreaElement, 'value'>, text: string): boolean {
  return text.length > shortText && element.value.length + text.length > longText;
}

/** Keeps such a text out of the box and passes it to `takeBeside`. */
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
      // Replaces the selection, as any insertion does; undo restores it.
      if (element.selectionStart !== element.selectionEnd) document.execCommand('delete');
      takeBeside(text);
    };
    const onPaste = (event: ClipboardEvent): void =>
      take(event, event.clipboardData?.getData('text/plain') ?? '');
    // Other sources of text: drag and drop, dictation, assistive technology.
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
