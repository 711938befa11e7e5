import { expect, test } from '@playwright/test';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { scrollerOf, seedConversation } from './log.ts';
import { controls, seedSettings } from './parley.ts';

let provider: Provider;

test.beforeEach(async () => {
  provider = await startProvider();
});
test.afterEach(() => provider.close());

test('2,000 messages open with few of them mounted, and never jump in 300 steps', async () => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 2000, { title: 'Conversation 0' });
    },
  });
  const { page } = parley;
  await page.setViewportSize({ width: 1200, height: 800 });
  const ui = controls(page);
  await page.evaluate(() => {
    const counts = { atOnce: 0 };
    new MutationObserver(() => {
      if (counts.atOnce === 0) {
        const messages = document.querySelectorAll('[data-message-id]');
        counts.atOnce = messages.length;
        const view = document.querySelector('main')?.getBoundingClientRect().top ?? 0;
        const above = view - (messages[0]?.getBoundingClientRect().top ?? Infinity);
        Object.assign(document.documentElement.dataset, { atOnce: counts.atOnce, above });
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await ui.conversations
    .getByRole('button', { name: /^Conversation 0/ })
    .first()
    .click();
  await expect(ui.questions.last()).toContainText('of Conversation 0');
  const root = page.locator('html');
  // The first rendered message starts above the view, so no gap is visible.
  expect(Number(await root.getAttribute('data-above'))).toBeGreaterThanOrEqual(0);
  const atOnce = Number(await root.getAttribute('data-at-once'));
  expect(atOnce).toBeGreaterThan(0);
  expect(atOnce).toBeLessThanOrEqual(300);
  await page.waitForTimeout(600);
  const jumps = await scrollerOf(page).evaluate(async (scroller) => {
    // Ends in a task: a person's scrolling comes before the callbacks of a frame, never among them,
    // where a change of sizes in the same frame would be seen before the scroll.
    const twoFrames = (): Promise<void> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      });
    const found: { step: number; by: number }[] = [];
    for (let step = 0; step < 300; step += 1) {
      const view = scroller.getBoundingClientRect();
      const read = document
        .elementFromPoint(view.left + view.width / 2, view.top + 100)
        ?.closest('[data-message-id]');
      if (read === null || read === undefined) throw new Error('Nothing is in view');
      const before = read.getBoundingClientRect().top;
      const top = scroller.scrollTop;
      scroller.scrollBy({ top: -250, behavior: 'instant' });
      const asked = top - scroller.scrollTop;
      await twoFrames();
      const by = read.getBoundingClientRect().top - before - asked;
      if (Math.abs(by) > 1) found.push({ step, by });
      if (scroller.scrollTop <= 0) throw new Error('The conversation is too short for this test');
    }
    return found;
  });
  expect(jumps).toEqual([]);
  await parley.close();
});

test('the first frame shows what is read, not its source, however slow the machine is', async () => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 400, { title: 'Conversation 0' });
    },
  });
  const { page } = parley;
  await controls(page).composer.waitFor();
  const session = await page.context().newCDPSession(page);
  // Reading a screenful takes several times what a task has in time.
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const texts = page.evaluate(
    () =>
      new Promise<readonly [string, string]>((resolve) => {
        /** The answers without formulas, which are set later and stand there as source till then. */
        const shown = (ids: readonly string[]): string =>
          ids
            .map((id) => {
              const copy = document.querySelector(`[data-message-id="${id}"]`)?.cloneNode(true);
              if (!(copy instanceof Element)) return '';
              for (const formula of copy.querySelectorAll('.md-math')) formula.remove();
              return [...copy.querySelectorAll('.md')].map((each) => each.textContent).join();
            })
            .join('\n');
        const observer = new MutationObserver(() => {
          const ids = [...document.querySelectorAll('[data-message-id]')].map(
            (message) => message.getAttribute('data-message-id') ?? '',
          );
          if (ids.length === 0) return;
          observer.disconnect();
          const first = shown(ids);
          setTimeout(() => resolve([first, shown(ids)]), 3000);
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await controls(page)
    .conversations.getByRole('button', { name: /^Conversation 0/ })
    .first()
    .click();
  const [first, later] = await texts;
  expect(first).toContain('A table, and this.');
  expect(first).toBe(later);
  await parley.close();
});

test('the top is shown and stays there when its messages take long to come', async () => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 400, { title: 'Conversation 0' });
    },
  });
  const { page } = parley;
  const ui = controls(page);
  await ui.conversations
    .getByRole('button', { name: /^Conversation 0/ })
    .first()
    .click();
  await expect(ui.questions.last()).toContainText('of Conversation 0');
  const scroller = scrollerOf(page);
  await scroller.evaluate((element) => {
    // Nothing is mounted near the top until the person has stopped there.
    const late = (): void => {
      const end = performance.now() + 300;
      while (performance.now() < end);
    };
    element.addEventListener('scroll', late, { once: true });
  });
  await ui.log.focus();
  await page.keyboard.press('Home');
  await expect(ui.questions.first()).toContainText('Question 0 of');
  await page.waitForTimeout(600);
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0);
  await parley.close();
});

test('all of a long conversation can be selected and copied', async () => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 1000, { title: 'Conversation 0' });
    },
  });
  const { page } = parley;
  const ui = controls(page);
  await ui.conversations
    .getByRole('button', { name: /^Conversation 0/ })
    .first()
    .click();
  await expect(ui.questions.last()).toContainText('of Conversation 0');
  await ui.log.focus();
  await page.keyboard.press('ControlOrMeta+a');
  const selected = (): Promise<string> =>
    page.evaluate(() => window.getSelection()?.toString() ?? '');
  // All of it is mounted first, and reading the selection takes long itself.
  await expect(ui.questions.first()).toContainText('Question 0 of', { timeout: 120_000 });
  await expect.poll(selected, { timeout: 60_000, intervals: [1000] }).toContain('Question 0 of');
  const text = await selected();
  for (const index of [200, 500, 998]) expect(text).toContain(`Question ${index} of`);
  expect(text).not.toContain('New conversation');
  expect(text).not.toContain('scripted-1');
  await parley.close();
});

test('all of a long conversation is printed', async () => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 400, { title: 'Conversation 0' });
    },
  });
  const { page } = parley;
  const ui = controls(page);
  await ui.conversations
    .getByRole('button', { name: /^Conversation 0/ })
    .first()
    .click();
  await expect(ui.questions.last()).toContainText('of Conversation 0');
  const session = await page.context().newCDPSession(page);
  await session.send('Page.printToPDF');
  await expect(ui.questions).toHaveCount(200);
  await page.emulateMedia({ media: 'print' });
  await expect(ui.conversations).toBeHidden();
  const box = await ui.log.boundingBox();
  expect(box?.height).toBeGreaterThan(20_000);
  await parley.close();
});
