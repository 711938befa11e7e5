import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type RefObject,
} from 'react';
import type { Id } from '../../../shared/conversation.ts';
import { longText, noDraft, type Draft, type Drafts } from './drafts.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';

/** The unsent text of the conversation on show: typed text in the DOM, long pastes as chips. */
export interface DraftBox {
  readonly pasted: readonly string[];
  readonly read: () => Draft;
  readonly clear: () => void;
  /** Brings back what could not be sent, before whatever was written since. */
  readonly giveBack: (conversationId: Id | null, draft: Draft) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  readonly onInput: () => void;
  readonly removePasted: (index: number) => void;
}

/** A box that grows with its text lays all of it out to find its height: a long one stops growing. */
function markLength(element: HTMLTextAreaElement): void {
  const isLong = String(element.value.length > longText);
  if (element.dataset['long'] !== isLong) element.dataset['long'] = isLong;
}

function writeText(element: HTMLTextAreaElement | null, text: string): void {
  if (element === null) return;
  element.value = text;
  markLength(element);
}

/** Shows one draft per conversation, so that switching away and back, or starting again, loses nothing. */
export function useDraft(
  drafts: Drafts,
  area: RefObject<HTMLTextAreaElement | null>,
  conversationId: Id | null,
  page: PageParts,
  turns: Turns,
): DraftBox {
  const [pasted, setPasted] = useState<readonly string[]>([]);
  /** What `pasted` will be at the next render, for handlers that cannot wait for it. */
  const held = useRef<readonly string[]>([]);
  const shown = useRef<Id | null | undefined>(undefined);
  /** The conversation that the text sent from here brought into being, while it is on show. */
  const carried = useRef<Id | null>(null);

  const read = useCallback(
    (): Draft => ({ text: area.current?.value ?? '', pasted: held.current }),
    [area],
  );
  const hold = useCallback((next: readonly string[]): void => {
    if (held.current === next) return;
    held.current = next;
    setPasted(next);
  }, []);
  const write = useCallback(
    (draft: Draft): void => {
      writeText(area.current, draft.text);
      hold(draft.pasted);
    },
    [area, hold],
  );
  const keep = (): void => drafts.keep(conversationId, read());

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    page.setComposer(element);
    const isFirst = shown.current === undefined;
    const isCreated = shown.current === null && turns.justCreated() === conversationId;
    carried.current = isCreated && conversationId !== null ? conversationId : null;
    shown.current = conversationId;
    // What is typed while the first message is on its way stays in the box, and moves with it.
    if (carried.current === null) write(drafts.of(conversationId));
    else drafts.keep(null, noDraft);
    if (isFirst || conversationId === null) element.focus();
    return () => {
      drafts.keep(conversationId, { text: element.value, pasted: held.current });
      page.setComposer(null);
    };
  }, [area, drafts, conversationId, page, turns, write]);

  return {
    pasted,
    read,
    clear() {
      write(noDraft);
      keep();
    },
    giveBack(from, draft) {
      const isHere = shown.current === from || carried.current === shown.current;
      if (!isHere) {
        drafts.keep(from, draft);
        return;
      }
      const now = read();
      write({
        text: now.text === '' ? draft.text : `${draft.text}\n${now.text}`,
        pasted: [...draft.pasted, ...now.pasted],
      });
      drafts.keep(shown.current ?? null, read());
    },
    onPaste(event) {
      const text = event.clipboardData.getData('text/plain');
      if (text.length <= longText) return;
      event.preventDefault();
      hold([...held.current, text]);
      keep();
    },
    onInput() {
      if (area.current !== null) markLength(area.current);
      keep();
    },
    removePasted(index) {
      hold(held.current.filter((_, at) => at !== index));
      keep();
    },
  };
}
