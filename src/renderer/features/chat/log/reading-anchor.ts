import type { ReadingPosition } from '../../../../shared/model/desktop/reading-position.ts';

/**
 * An element to hold in place. `offset` is the distance from the top of the view to its top edge
 * (px).
 */
export interface Anchor {
  readonly element: Element;
  readonly offset: number;
}

/** Distance from the top of the view to the top edge of an element (px). */
export function topInView(element: Element, scroller: Element): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

/** Elements anchored as a whole, because they contain only wrapped text. */
const wholes = 'p, pre, h1, h2, h3, h4, h5, h6, table, button, textarea, svg, img, math';

/**
 * The first block below `top`, searching from the outside in; null if the last of `children`
 * extends beyond the view.
 */
function firstBelow(children: Iterable<Element>, top: number, bottom: number): Element | null {
  for (const child of children) {
    const box = child.getBoundingClientRect();
    if (box.height === 0 || box.bottom <= top) continue;
    if (box.top >= top) return box.top < bottom ? child : null;
    if (child.matches(wholes)) continue;
    const inside = firstBelow(child.children, top, bottom);
    if (inside !== null) return inside;
  }
  return null;
}

/** The message at the top edge of the view. */
function messageAt(content: Element, top: number): HTMLElement | null {
  // Search sections and groups first. Measuring a message in a skipped group would lay out the
  // whole group.
  for (const section of content.children) {
    if (section.getBoundingClientRect().bottom <= top) continue;
    for (const group of section.children) {
      if (group.getBoundingClientRect().bottom <= top) continue;
      for (const message of group.querySelectorAll<HTMLElement>('[data-message-id]')) {
        if (message.getBoundingClientRect().bottom > top) return message;
      }
    }
  }
  return null;
}

/** The next group, which may be the first of the next section. */
function nextGroup(group: Element): Element | null {
  return (
    group.nextElementSibling ?? group.parentElement?.nextElementSibling?.firstElementChild ?? null
  );
}

/**
 * The reading position: the first block that starts in the upper half of the view, or else the
 * message across its top edge; null if there is neither.
 */
export function findAnchor(scroller: Element, content: Element): Anchor | null {
  const view = scroller.getBoundingClientRect();
  const message = messageAt(content, view.top);
  const group = message?.parentElement ?? null;
  if (message === null || group === null) return null;
  const next = nextGroup(group);
  const nearby = next === null ? [group] : [group, next];
  const below = firstBelow(nearby, view.top, view.top + view.height / 2);
  const element = below?.closest('[data-message-id]') == null ? message : below;
  return { element, offset: element.getBoundingClientRect().top - view.top };
}

/**
 * The anchor as a position that survives its elements; null if the anchor is no longer on the page.
 */
export function positionOfAnchor({ element, offset }: Anchor): ReadingPosition | null {
  const message = element.closest<HTMLElement>('[data-message-id]');
  const messageId = message?.dataset['messageId'];
  if (message === null || messageId === undefined) return null;
  const path: number[] = [];
  for (let at = element; at !== message && at.parentElement !== null; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }
  return { kind: 'message', messageId, path, offset };
}

/**
 * Finds the block of a position again. If the message has changed, returns the nearest surrounding
 * block. Returns null if the message is not mounted.
 */
export function anchorAt(
  content: Element,
  position: Extract<ReadingPosition, { kind: 'message' }>,
): Anchor | null {
  let element = content.querySelector(`[data-message-id="${position.messageId}"]`);
  if (element === null) return null;
  for (const index of position.path) {
    const child: Element | undefined = element.children[index];
    if (child === undefined) break;
    element = child;
  }
  return { element, offset: position.offset };
}
