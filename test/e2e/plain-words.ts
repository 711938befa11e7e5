import type { Page } from '@playwright/test';
import { plainWords } from '../plain-words.ts';

/** All that a page says: its texts, the names of its controls, their tooltips and its title. */
function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const attributes = ['alt', 'aria-label', 'aria-description', 'aria-roledescription'];
    const others = ['aria-valuetext', 'data-tooltip', 'placeholder', 'title'];
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const isQuoted = node.parentElement?.closest('pre, code') !== null;
      if (node instanceof Text && !isQuoted) texts.push(node.data.trim());
      if (!(node instanceof Element)) continue;
      for (const name of [...attributes, ...others]) texts.push(node.getAttribute(name) ?? '');
    }
    return texts;
  });
}

/** The plain words of a page, each with where it was seen. */
export async function plainWordsIn(page: Page, where: string): Promise<readonly string[]> {
  // What is fetched on first use is there by then.
  await page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(resolve))),
  );
  const found = (await textsOf(page)).map((text) => plainWords(text)).filter((text) => text !== '');
  return [...new Set(found)].map((text) => `${where}: ${text}`);
}
