import type { ReadingPosition } from '../../../client/positions.ts';

/** An element to keep in place. `offset`: from the top of the view to its top edge; px. */
export interface Anchor {
  readonly element: Element;
  readonly offset: number;
}

/** px from the top of the view to the top edge of an element in it. */
export function topInView(element: Element, scroller: Element): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

/** Elements read as a unit: only wrapped text is inside. */
const wholes = 'p, pre, h1, h2, h3, h4, h5, h6, table, button, textarea, svg, img, math';

/** The first block below `top`, from outside in; null if the last of `children` reaches beyond the view. */
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

/** The message that holds the top edge of the view. */
function messageAt(content: Element, top: number): HTMLElement | null {
  // Sections and groups first: asking for a message in a skipped one would lay the whole group out.
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

/** The group after this one, perhaps the first of the next section. */
function nextGroup(group: Element): Element | null {
  return (
    group.nextElementSibling ?? group.parentElement?.nextElementSibling?.firstElementChild ?? null
  );
}

/**
 * What a person is reading: the first block that begins in the upper half of the view, or else the
 * message that reaches across its top edge. null when there is nothing.
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

/** The same in words that outlive the elements; null if the anchor is not on the page any more. */
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

/** Finds the block again; where the message has changed, the nearest around it. null: the message is not mounted. */
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
