import { useEffect, useLayoutEffect, type RefObject } from 'react';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import type { RevealMarks } from '../../../state/app-state.ts';
import { mark, placesOf, rangeOf, rangesIn, textBlocksOf } from '../../../common/text-marks.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import { positionOfAnchor, type Anchor } from './reading-anchor.ts';

/** Distance from the top of the view to a revealed message (px). */
const room = 72;
/** How long the words of a search stay highlighted (ms). */
const markedFor = 6000;

interface RevealOptions {
  readonly conversationId: Id;
  readonly messages: Readonly<Record<Id, Message>>;
  readonly page: PageParts;
  /** The index of the group with a message; -1 if it is not on the path. */
  readonly onPath: (messageId: Id) => number;
  readonly isMounted: (group: number) => boolean;
  readonly mount: (groups: readonly number[]) => void;
  readonly content: RefObject<HTMLElement | null>;
}

/** Ranges of the words: first those in the block with the most different words, then all others. */
function rangesOfWords(message: Element, words: readonly string[]): readonly StaticRange[] {
  const found = textBlocksOf(message)
    .map((block) => {
      const places = words.map((word) => placesOf(block.text, word));
      const ranges = places.flat().flatMap((place) => rangeOf(block, place) ?? []);
      return { ranges, different: places.filter((each) => each.length > 0).length };
    })
    .filter(({ different }) => different > 0);
  return found.toSorted((a, b) => b.different - a.different).flatMap(({ ranges }) => ranges);
}

/** Opens the folds around an element. The summary of a fold is always visible. */
function unfold(place: Element): void {
  let inside = place;
  for (let fold = inside.closest('details'); fold !== null;) {
    const isOnItsLine = inside.closest('summary')?.parentElement === fold;
    if (!isOnItsLine) fold.open = true;
    inside = fold;
    fold = fold.parentElement?.closest('details') ?? null;
  }
}

/** Highlights the words of a search; returns the first range, if any. */
function markIn(message: Element, marks: RevealMarks): Element | null {
  let first: StaticRange | undefined;
  if (marks.kind === 'words') {
    const ranges = rangesOfWords(message, marks.words);
    mark('found', ranges);
    first = ranges[0];
  } else {
    const ranges = rangesIn(message, marks.text);
    // The rendered text may differ slightly from the message. Always point at something.
    first = ranges[Math.min(marks.nth, ranges.length - 1)];
    mark('found-now', first === undefined ? [] : [first]);
  }
  const place = first?.startContainer.parentElement ?? null;
  if (place !== null) unfold(place);
  return place;
}

/** Puts a place at a distance from the top of the view (px), in a message or the summary before it. */
function anchorFor(place: Element, message: Element, offset: number): Anchor {
  if (message.contains(place)) return { element: place, offset };
  const below = message.getBoundingClientRect().top - place.getBoundingClientRect().top;
  return { element: message, offset: offset + below };
}

/** Reveals a message: shows its branch, mounts it, scrolls to it and marks it. */
export function useReveal(options: RevealOptions): void {
  const { conversationId, messages, page, onPath, isMounted, mount, content } = options;
  const controller = useController();
  const reveal = useApp((state) =>
    state.reveal?.conversationId === conversationId ? state.reveal : null,
  );
  const group = reveal === null ? -1 : onPath(reveal.messageId);
  const isHere = group !== -1 && isMounted(group);
  const isElsewhere =
    reveal !== null && group === -1 && messages[reveal.messageId] !== undefined ? reveal : null;

  useEffect(() => {
    if (isElsewhere === null) return;
    const { messageId } = isElsewhere;
    void page.tell(() =>
      controller.command('conversation.showVersion', { conversationId, messageId }),
    );
  }, [isElsewhere, controller, conversationId, page]);

  // Before the next paint, so that the person never sees the log move.
  useLayoutEffect(() => {
    if (reveal === null || group === -1) return;
    if (!isHere) {
      mount([group - 1, group, group + 1]);
      return;
    }
    const { messageId, marks } = reveal;
    const message = content.current?.querySelector<HTMLElement>(`[data-message-id="${messageId}"]`);
    const scroller = page.scroller();
    if (message === null || message === undefined || scroller === null) return;
    const place = markIn(message, marks);
    const view = scroller.getBoundingClientRect();
    const box = place?.getBoundingClientRect();
    const isSeen = box !== undefined && box.top > view.top + room && box.bottom < view.bottom - 160;
    if (marks.kind === 'words' || !isSeen) {
      const far = place !== null && (box?.top ?? 0) - message.getBoundingClientRect().top > 320;
      const anchor =
        place !== null && (far || marks.kind === 'match' || !message.contains(place))
          ? anchorFor(place, message, view.height / 3)
          : { element: message, offset: room };
      const position = positionOfAnchor(anchor);
      if (position !== null) page.keeper()?.restore(position);
    }
    if (marks.kind === 'words') {
      message.tabIndex = -1;
      message.focus({ preventScroll: true });
      message.dataset['revealed'] = '';
    }
    controller.store.dispatch({ kind: 'revealed' });
    if (marks.kind !== 'words') return;
    setTimeout(() => {
      delete message.dataset['revealed'];
      mark('found', []);
    }, markedFor);
  }, [reveal, group, isHere, mount, content, page, controller]);
}
