import { useEffect, type RefObject } from 'react';

/** The address that a text consists of; null for anything else. */
export function addressIn(text: string): string | null {
  const address = text.trim();
  if (!/^https?:\/\/[^\s<>()]+$/iu.test(address)) return null;
  return URL.canParse(address) ? address : null;
}

/** The words with an address as a Markdown link; null if they are no words for one. */
export function linkOf(words: string, text: string): string | null {
  const isFit = words.trim() !== '' && !/[\n[\]]/u.test(words) && addressIn(words) === null;
  const address = isFit ? addressIn(text) : null;
  return address === null ? null : `[${words}](${address})`;
}

/**
 * An address that is pasted over selected words makes a link of them. With Shift, as everywhere, it
 * is pasted as it is.
 */
export function usePasteLink(area: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    let hasShift = false;
    const onKey = (event: KeyboardEvent): void => {
      hasShift = event.shiftKey;
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || hasShift) return;
      const words = element.value.slice(element.selectionStart, element.selectionEnd);
      const link = linkOf(words, event.clipboardData?.getData('text/plain') ?? '');
      if (link === null) return;
      event.preventDefault();
      // There is no other way to change a text box that undo knows of.
      document.execCommand('insertText', false, link);
    };
    element.addEventListener('keydown', onKey);
    // A menu may paste later.
    element.addEventListener('keyup', onKey);
    element.addEventListener('paste', onPaste);
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('keyup', onKey);
      element.removeEventListener('paste', onPaste);
    };
  }, [area]);
}
