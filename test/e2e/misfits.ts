import type { Page } from '@playwright/test';

/**
 * Finds what does not fit in the page: text beyond the edge of what holds it, boxes that scroll
 * sideways, and text over text. Words of people and models may be shortened by an ellipsis; code and
 * tables of answers may scroll.
 */
export async function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('.visually-hidden, [inert], option, .md, svg') === null;

    /** A sliver is for screen readers. */
    const isSliver = ({ width, height }: DOMRect): boolean => width <= 1 || height <= 1;

    /** Where text of an element is cut off at the side. */
    const cutBy = (element: Element, text: DOMRect): Element | null => {
      const isForeign = element.closest('[dir="auto"], bdi') !== null;
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        if (isSliver(box) || /auto|scroll/.test(style.overflowX)) return null;
        const isCut = text.right > box.right + 1 || text.left < box.left - 1;
        const isShortened = style.textOverflow === 'ellipsis' && isForeign;
        const clips = style.overflowX !== 'visible' || at === document.body;
        if (isCut && clips) return isShortened ? null : at;
      }
      return null;
    };

    const lines: { readonly element: Element; readonly box: DOMRect; readonly text: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || !isShown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const whole = range.getBoundingClientRect();
      if (isSliver(whole)) continue;
      if (cutBy(element, whole) !== null) found.add(`cut off: ${text}`);
      const frame = element.getBoundingClientRect();
      const clips = getComputedStyle(element).overflowX === 'hidden';
      for (const box of range.getClientRects()) {
        const x = clips ? Math.max(box.x, frame.x) : box.x;
        const end = clips ? Math.min(box.right, frame.right) : box.right;
        lines.push({ element, box: new DOMRect(x, box.y, end - x, box.height), text });
      }
    }

    /** Whether this line is what is seen where it stands. */
    const isOnTop = ({ element, box }: (typeof lines)[number]): boolean => {
      const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return seen !== null && (seen.contains(element) || element.contains(seen));
    };
    lines.forEach((one, index) => {
      for (const other of lines.slice(index + 1)) {
        if (one.element === other.element) continue;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.x, other.box.x);
        const height =
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.y, other.box.y);
        if (width > 3 && height > 5 && isOnTop(one) && isOnTop(other)) {
          found.add(`one over the other: ${one.text} / ${other.text}`);
        }
      }
    });

    for (const element of document.querySelectorAll('body, body *')) {
      if (!isShown(element) || isSliver(element.getBoundingClientRect())) continue;
      if (element.matches('input, textarea')) continue;
      const { overflowX } = getComputedStyle(element);
      const isWide = element.scrollWidth > element.clientWidth + 1;
      if (isWide && /auto|scroll/.test(overflowX)) {
        found.add(`scrolls sideways: ${element.tagName} ${element.className}`);
      }
    }
    return [...found];
  });
}
