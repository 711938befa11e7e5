import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as ownTest } from '@playwright/test';
import { conversationChunks } from '../../src/main/store/conversations/conversation-format.ts';
import type { Message } from '../../src/shared/model/conversation.ts';
import { messageAt, treeOf } from '../shared/model/tree/random-tree.ts';
import { startProvider } from '../provider/provider.ts';
import { expectAccessible } from './axe.ts';
import { names } from './names.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, savedConversations, seedSettings } from './parley.ts';
import { test } from './shared-app.ts';

test('the map of a conversation, by keyboard: fork, look, find, delete, undo, copy', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const map = page.getByRole('complementary', { name: names.branches });
  const tree = map.getByRole('tree');
  const rows = map.getByRole('treeitem');
  const choose = async (message: ReturnType<typeof ui.answers.first>, item: string) => {
    await message.getByRole('button', { name: names.more }).press('Enter');
    await page.getByRole('menuitem', { name: names.branch, exact: true }).press('ArrowRight');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  for (const [question, text] of [
    ['Trees?', 'Oaks grow slowly.'],
    ['Birds?', 'Wrens sing.'],
  ] as const) {
    provider.next({ kind: 'text', text });
    await ask(page, question);
    await answered(page);
  }
  await expect(page.getByRole('button', { name: names.branches, exact: true })).toHaveCount(0);

  // Going on from an earlier answer makes a branch.
  await choose(ui.answers.first(), names.continueFromHere);
  await expect(ui.questions).toHaveCount(1);
  await expect(ui.composer).toBeFocused();
  provider.next({ kind: 'text', text: 'Foxes dig.' });
  await ask(page, 'Foxes?');
  await expect(ui.answers.last()).toContainText('Foxes dig.');
  await answered(page);
  await expect(page.getByRole('button', { name: names.branches, exact: true })).toBeVisible();

  // An edited answer is a version of its own and says so; nobody is asked.
  const asked = provider.requests.length;
  await ui.answers.last().getByRole('button', { name: names.edit, exact: true }).press('Enter');
  await page.getByRole('textbox', { name: names.editedText }).fill('Foxes dig, and sleep.');
  await page.keyboard.press('Control+Enter');
  await expect(ui.answers.last()).toContainText('Foxes dig, and sleep.');
  await expect(ui.answers.last()).toContainText('Edited');
  expect(provider.requests).toHaveLength(asked);

  await page.keyboard.press('Control+Shift+B');
  await expect(tree).toBeFocused();
  await expect(rows).toHaveCount(4);
  await expect(rows.and(page.locator('[aria-current="true"]'))).toHaveCount(2);
  await expect(rows.and(page.locator('[aria-selected="true"]'))).toContainText('sleep');
  await expectAccessible(page);

  // Below the rows are the first lines, model and cost of the one under the pointer or the focus.
  const detail = map.locator('[data-detail]');
  await expect(detail).toHaveText('Foxes?Foxes dig, and sleep.scripted-1 · edited');
  await rows.filter({ hasText: 'Birds?' }).hover();
  await expect(detail).toHaveText('Birds?Wrens sing.scripted-1 · cost unknown');
  await page.mouse.move(0, 0);
  await expect(detail).toContainText('Foxes dig, and sleep.');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(rows.and(page.locator('[aria-selected="true"]'))).toContainText('Birds?');
  await page.keyboard.press('Space');
  await expect(ui.answers.last()).toContainText('Wrens sing.');
  await expect(tree).toBeFocused();

  await page.keyboard.press('Control+F');
  await page.keyboard.type('dig');
  await expect(map.getByRole('treeitem', { name: names.matchesTheSearch })).toHaveCount(2);
  await page.keyboard.press('Escape');

  await expect(tree).toBeFocused();
  await page.keyboard.press('Control+C');
  await expect
    .poll(() => parley.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/Trees\?[^]*Oaks[^]*Birds\?[^]*Wrens/u);
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(3);
  await expect(ui.answers.last()).toContainText('Foxes dig');
  const messages = () => Object.keys(savedConversations(parley.userData)[0]?.messages ?? {}).length;
  await expect.poll(messages).toBe(5);
  await page.keyboard.press('Control+Z');
  await expect(rows).toHaveCount(4);
  await expect(ui.answers.last()).toContainText('Wrens sing.');
  await expect.poll(messages).toBe(7);
  await expect(rows.and(page.locator('[aria-selected="true"]'))).toContainText('Birds?');
  await page.keyboard.press('Enter');
  await expect(ui.questions.last()).toBeFocused();

  // A question begins a conversation of its own with all before it; both lead to each other.
  await choose(ui.questions.last(), names.newConversationFromHere);
  await expect(ui.composer).toHaveValue('Birds?');
  await expect(ui.questions).toHaveCount(1);
  await page.getByRole('button', { name: names.goesOnFrom }).first().click();
  await expect(ui.answers.last()).toContainText('Wrens sing.');
  await map.getByRole('button', { name: names.goesOnIn }).click();
  await expect(ui.composer).toHaveValue('Birds?');
  await page.keyboard.press('Control+Shift+B');
  await page.keyboard.press('Escape');
  await expect(map).toHaveCount(0);
});

/** Writes a conversation with so many messages, which forks at every tenth turn. */
function seedTree(userData: string, count: number): void {
  const messages: Message[] = [];
  let last: Message | null = null;
  while (messages.length < count) {
    const question = messageAt(last?.id ?? null, 'user', `Question ${String(messages.length)}`);
    messages.push(question);
    const versions = messages.length % 20 === 1 ? 3 : 1;
    for (let version = 0; version < versions; version += 1) {
      last = messageAt(question.id, 'assistant', `Answer ${String(messages.length)}`);
      messages.push(last);
    }
  }
  const tree = treeOf(messages);
  const folder = join(userData, 'conversations');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${tree.id}.json`), Buffer.concat([...conversationChunks(tree)]));
}

ownTest('a map of 5,000 messages opens at once, and every row is reached by keyboard', async () => {
  const provider = await startProvider();
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedTree(userData, 5000);
    },
  });
  const { page } = parley;
  const ui = controls(page);
  await ui.conversations.getByRole('button', { name: /^Tree/u }).first().click();
  await expect(ui.answers.last()).toContainText('Answer');
  const open = page.getByRole('button', { name: names.branches, exact: true });
  await expect(open).toBeVisible();
  // The first time also loads the panel.
  for (const _time of [1, 2]) {
    await open.press('Enter');
    await expect(page.getByRole('treeitem').first()).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('treeitem')).toHaveCount(0);
    // The message box takes the focus once more in the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await expect(ui.composer).toBeFocused();
  }
  const openMs = await open.evaluate(async (button: HTMLElement) => {
    const began = performance.now();
    button.click();
    while (document.querySelector('[role="treeitem"]') === null) {
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - began;
  });
  console.log(`The map of 5,000 messages opened in ${openMs.toFixed(0)} ms (budget 100)`);
  const tree = page.getByRole('tree');
  await expect(tree).toBeFocused();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100);
  await page.keyboard.press('Home');
  const reached = await tree.evaluate(async (list) => {
    const positions = new Set<string>();
    for (;;) {
      const row = document.getElementById(list.getAttribute('aria-activedescendant') ?? '');
      const before = positions.size;
      const position = row?.getAttribute('aria-posinset') ?? 'none';
      positions.add(position);
      const size = row?.getAttribute('aria-setsize') ?? '0';
      if (positions.size === before) return { last: position, size, count: before };
      list.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      // React renders in a microtask; the list follows the active row in the next frame.
      await Promise.resolve();
      if (positions.size % 4 === 0) await new Promise(requestAnimationFrame);
    }
  });
  expect(reached.count).toBe(Number(reached.size));
  expect(reached.last).toBe(reached.size);
  expect(reached.count).toBeGreaterThan(2000);
  await parley.close();
  await provider.close();
});
