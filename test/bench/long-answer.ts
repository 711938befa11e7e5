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

/** Waits for the end of the first answer of a conversation, with almost no work in the page. */
export async function untilComplete(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const shown = [...document.querySelectorAll<HTMLElement>('[data-status]')];
      return shown.length === 2 && shown[1]?.dataset['status'] === 'complete';
    },
    undefined,
    { polling: 250, timeout: 120_000 },
  );
}
