import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names } from './names.ts';
import { answered, ask, controls, savedConversations } from './parley.ts';
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
