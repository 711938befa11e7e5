import { expect } from '@playwright/test';
import type { Provider } from '../provider/provider.ts';
import { launchParley, type Parley } from './launch.ts';
import { scrollerOf, seedConversation } from './log.ts';
import { controls, seedSettings } from './parley.ts';

/** Starts with conversations of these lengths (in messages) and shows the first. */
export async function startOn(provider: Provider, ...lengths: readonly number[]): Promise<Parley> {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      for (const [index, length] of lengths.entries()) {
        seedConversation(userData, length, { title: `Conversation ${index}`, seed: index + 1 });
      }
    },
  });
  await parley.page.setViewportSize({ width: 1200, height: 800 });
  await open(parley, 0);
  return parley;
}

/** Shows the conversation with this index and waits until its scroll position is stable. */
export async function open({ page }: Parley, index: number): Promise<void> {
  const ui = controls(page);
  await ui.conversations
    .getByRole('button', { name: new RegExp(`^Conversation ${index}`) })
    .first()
    .click();
  await expect(ui.questions.last()).toContainText(`of Conversation ${index}`);
  // Before the position is stable, only a person's own input moves it.
  await page.waitForTimeout(600);
}

/** Scrolls to the middle of the conversation and waits until it rests. */
export async function goToMiddle({ page }: Parley): Promise<void> {
  await scrollerOf(page).evaluate((scroller) => {
    scroller.scrollTop = scroller.scrollHeight / 2;
  });
  await page.waitForTimeout(600);
}
