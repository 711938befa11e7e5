import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { inputs } from './render/inputs.ts';

/** The characters of a token of {@link longAnswer}. */
export const tokenSize = 4;

const text = inputs(false).find(({ name }) => name === 'mixed 20k')?.text ?? '';

/** The number of tokens that there are. */
export const mostTokens = Math.floor(text.length / tokenSize);

/** Markdown of every kind, of this many tokens, from one of them on. */
export function longAnswer(tokens: number, start = 0): string {
  return text.slice(start * tokenSize, (start + tokens) * tokenSize);
}

/**
 * Waits until the first answer of a conversation is complete and drawn: in a burst, the last text is
 * in the page some frames after the state has come. Does almost no work in the page.
 */
export async function untilComplete(page: Page): Promise<void> {
  const deadline = performance.now() + 120_000;
  let drawn = -1;
  while (performance.now() < deadline) {
    const length = await page.evaluate(() => {
      const shown = [...document.querySelectorAll<HTMLElement>('[data-status]')];
      const isComplete = shown.length === 2 && shown[1]?.dataset['status'] === 'complete';
      return isComplete ? (shown[1]?.textContent.length ?? 0) : -1;
    });
    if (length !== -1 && length === drawn) return;
    drawn = length;
    await pause(250);
  }
  throw new Error('The answer was not complete in two minutes.');
}
