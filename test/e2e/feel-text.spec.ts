import { expect, type Locator } from '@playwright/test';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

// Row 21 of feel.spec.ts, text as a craft, with the same app.
test.describe.configure({ mode: 'default' });

test('21 the lines of an answer are as long as is good to read, 55 to 95 letters', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  provider.next({ kind: 'text', text: 'wren '.repeat(400) });
  await ask(page, 'Much');
  const answer = await answered(page);
  const measure = (): Promise<number> =>
    answer
      .getByText(/^wren/u)
      .first()
      .evaluate((text) => {
        const probe = document.createElement('span');
        probe.textContent = 'abcdefghijklmnopqrstuvwxyz';
        probe.style.font = getComputedStyle(text).font;
        probe.style.position = 'absolute';
        document.body.append(probe);
        const perCharacter = probe.getBoundingClientRect().width / 26;
        probe.remove();
        return text.getBoundingClientRect().width / perCharacter;
      });
  // The text may be drawn anew when the answer ends.
  await expect.poll(measure).toBeGreaterThan(55);
  expect(await measure()).toBeLessThan(95);
});

/** Where the first letter of each line begins, as distances from the edge lines begin at (px). */
const lineStarts = (paragraph: Locator): Promise<readonly number[]> =>
  paragraph.evaluate((element) => {
    const isRightToLeft = getComputedStyle(element).direction === 'rtl';
    const box = element.getBoundingClientRect();
    const starts = new Map<number, number>();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { index } of (node.textContent ?? '').matchAll(/\p{L}/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { left, right, top } = range.getBoundingClientRect();
        const distance = isRightToLeft ? box.right - right : left - box.left;
        starts.set(top, Math.min(starts.get(top) ?? Infinity, distance));
      }
    }
    return [...starts.values()];
  });

test('21 a quotation mark hangs in the margin, also where one reads from right to left', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  await page.setViewportSize({ width: 1200, height: 800 });
  const words = 'many words that wrap into some lines ';
  const arabic = 'كلمات كثيرة تملأ عدة أسطر ';
  const texts = [
    `“In the hedge, ${words.repeat(8)}”`,
    `**"Bold"** ${words.repeat(8)}`,
    `«${arabic.repeat(16)}»`,
    `> ‘In a quote, ${words.repeat(8)}’`,
    `No mark, ${words.repeat(8)}`,
  ];
  const live = provider.live();
  await ask(page, 'Where do wrens live?');
  await live.write('“In the');
  const first = controls(page).answers.last().locator('p[data-hang]').first();
  await expect(first).toHaveText('“In the');
  const firstLetter = async () => (await lineStarts(first))[0] ?? Number.NaN;
  const streaming = await firstLetter();
  await live.write(`${texts.join('\n\n').slice('“In the'.length)}\n\n1. “In a list” it stays.`);
  await live.finish();
  const answer = await answered(page);
  // It hung from its first picture on.
  expect(await firstLetter()).toBe(streaming);
  const paragraphs = answer.locator('p');
  await expect(paragraphs).toHaveCount(texts.length);
  for (const [index] of texts.entries()) {
    const starts = await lineStarts(paragraphs.nth(index));
    expect(starts.length, texts[index]).toBeGreaterThan(1);
    for (const start of starts) expect(Math.abs(start), texts[index]).toBeLessThanOrEqual(1.5);
  }
  // No mark leaves the window, however narrow.
  await page.setViewportSize({ width: 480, height: 800 });
  for (const [index] of texts.entries()) {
    const box = await paragraphs.nth(index).evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      return { left, right, width: document.documentElement.clientWidth };
    });
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(box.width);
  }
  await page.setViewportSize({ width: 1200, height: 800 });
});

test('21 with typewriter scrolling, the line one types stays in the middle of a full box', async ({
  parley,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  const set = (typewriterScroll: boolean) =>
    page.evaluate(
      (isOn) => window.parley.command('settings.update', { typewriterScroll: isOn }),
      typewriterScroll,
    );
  /** The middle of the last line, as a share of the height of the box. */
  const lastLine = (): Promise<number> =>
    composer.evaluate((area) => {
      const { paddingBlockEnd, lineHeight } = getComputedStyle(area);
      const end = area.scrollHeight - Number.parseFloat(paddingBlockEnd) - area.scrollTop;
      return (end - Number.parseFloat(lineHeight) / 2) / area.clientHeight;
    });
  /** Where the last line was after each of the last lines typed. */
  const typeOn = async (): Promise<readonly number[]> => {
    await composer.fill(Array.from({ length: 15 }, (_, line) => `line ${String(line)}`).join('\n'));
    await composer.press('Control+End');
    const places: number[] = [];
    for (let line = 1; line <= 12; line += 1) {
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type(`line ${String(line)}`);
      places.push(await lastLine());
    }
    return places;
  };
  expect(Math.max(...(await typeOn()))).toBeGreaterThan(0.8);
  await set(true);
  await expect(page.locator('html[data-typewriter]')).toHaveCount(1);
  await composer.fill('short');
  await expect(composer).not.toHaveAttribute('data-full', 'true');
  const height = await composer.evaluate((area) => area.clientHeight);
  for (const place of await typeOn()) {
    expect(place).toBeGreaterThan(0.35);
    expect(place).toBeLessThan(0.65);
  }
  // A short text has no empty room below it, as before.
  await composer.fill('short');
  expect(await composer.evaluate((area) => area.clientHeight)).toBe(height);
  await set(false);
  await composer.fill('');
});
