/** Widths of marks (em), by font setting and mark. */
const widths = new Map<string, number>();

/** At this size fonts are measured (px). */
const measuredPx = 100;

function widthOf(paragraph: HTMLElement, mark: string): number {
  // Reading the computed font for each paragraph would cost a style recalculation each.
  const key = `${document.documentElement.style.getPropertyValue('--reading-font')} ${mark}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return 0;
  context.font = `${String(measuredPx)}px ${getComputedStyle(paragraph).fontFamily}`;
  const width = context.measureText(mark).width / measuredPx;
  widths.set(key, width);
  return width;
}

/**
 * Lets the mark that a paragraph begins with hang in the margin, so that its first letter stands
 * above those of the next lines. Chromium has no `hanging-punctuation`. Called before the paragraph
 * is first drawn, so nothing moves.
 */
export function hang(paragraph: HTMLElement | null): void {
  const mark = paragraph?.dataset['hang'];
  if (paragraph === null || mark === undefined) return;
  paragraph.style.setProperty('--hang', `${(-widthOf(paragraph, mark)).toFixed(3)}em`);
}
