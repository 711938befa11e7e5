import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names } from './names.ts';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import {
  answered,
  ask,
  controls,
  savedConversations,
  savedMessages,
  test as ownTest,
} from './parley.ts';
import { test } from './shared-app.ts';

test('the details of an answer and of a refusal are a few keys away', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const details = page.getByRole('dialog', { name: names.detailsOfTheAnswer });
  const open = async (): Promise<void> => {
    const more = controls(page).answers.last().getByRole('button', { name: names.more });
    await more.press('Enter');
    await page.getByRole('menuitem', { name: names.details }).press('Enter');
    await expect(details).toBeFocused();
  };
  provider.next({ kind: 'text', text: 'Calm.', headers: { 'x-request-id': 'req_good' } });
  await ask(page, 'How are you?');
  await answered(page);
  await open();
  await expect(details).toContainText('scripted-1');
  await expect(details).toContainText('None sent');
  await expect(details).toContainText('req_good');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: names.more }).last()).toBeFocused();
  provider.next({ kind: 'error', status: 401, headers: { 'x-request-id': 'req_bad' } });
  await ask(page, 'And now?');
  await answered(page, 'failed');
  await open();
  await expect(details).toContainText('HTTP 401');
  await expect(details).toContainText('req_bad');
});

ownTest(
  'what is typed while an answer streams waits its turn, by keyboard alone, and survives a kill',
  async ({ parley, provider }) => {
    const { page } = parley;
    const ui = controls(page);
    const queue = page.getByRole('region', { name: names.queuedMessages });
    const live = provider.live();
    await ask(page, 'First');
    void live.write('On it');
    await expect(ui.answers.last()).toContainText('On it');
    await ui.composer.fill('Second');
    await expect(page.getByText('sends it after this answer')).toBeVisible();
    for (const text of ['Second', 'Third', 'Fourth']) await ask(page, text);
    await expect(queue.getByRole('listitem')).toHaveText(['Second', 'Third', 'Fourth']);
    await expect(queue).toContainText('Next, when this answer is complete');
    await queue.getByRole('button', { name: names.editQueued }).nth(1).press('Enter');
    await expect(queue.getByRole('textbox', { name: names.queuedMessage })).toBeFocused();
    await page.keyboard.type(', better');
    await page.keyboard.press('Enter');
    await queue.getByRole('button', { name: names.removeQueued }).nth(2).press('Enter');
    await expect(queue.getByRole('listitem')).toHaveText(['Second', 'Third, better']);
    provider.next({ kind: 'text', text: 'Two' });
    const third = provider.live();
    void live.finish();
    await expect(ui.questions).toHaveCount(3);
    await expect(queue).toHaveCount(0);
    void third.write('Busy');
    await expect(ui.answers.last()).toContainText('Busy');
    await ask(page, 'Fifth');
    await expect(queue.getByRole('listitem')).toHaveText(['Fifth']);

    await parley.kill();
    const again = await parley.relaunch();
    const later = again.page;
    provider.script({ kind: 'text', text: 'Done' });
    await controls(later)
      .conversations.getByRole('button', { name: /^First/ })
      .click();
    const waiting = later.getByRole('region', { name: names.queuedMessages });
    await expect(waiting).toContainText('Waiting until you send it');
    await expect(waiting.getByRole('listitem')).toHaveText(['Fifth']);
    expect(provider.requestsOf('stream')).toHaveLength(3);
    await waiting.getByRole('button', { name: names.sendNow }).press('Enter');
    await expect(controls(later).composer).toBeFocused();
    await expect(controls(later).questions.last()).toContainText('Fifth');
    await answered(later);
    const asked = savedMessages(again.userData).filter(({ role }) => role === 'user');
    expect(asked.map(textOf)).toEqual(['First', 'Second', 'Third, better', 'Fifth']);
    await again.close();
  },
);

test('Ctrl+Enter stops the answer and sends at once', async ({ parley, provider }) => {
  const { page } = parley;
  const ui = controls(page);
  const live = provider.live();
  await ask(page, 'First');
  void live.write('On it');
  await expect(ui.answers.last()).toContainText('On it');
  provider.next({ kind: 'text', text: 'Two' });
  await ui.composer.fill('Second');
  await ui.composer.press('Control+Enter');
  await expect(ui.answers.first()).toHaveAttribute('data-status', 'stopped');
  await expect(await answered(page)).toContainText('Two');
});

test('words of a message are quoted with the pointer, with keys and from its menu', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  provider.script({ kind: 'text', text: 'The first point.\n\nThe second point.' });
  await ask(page, 'Points?');
  const answer = await answered(page);
  const quoteButton = page.getByRole('button', { name: names.quote, exact: true });
  await composer.fill('Hm');
  await answer.getByText('The first point.').click({ clickCount: 3 });
  await quoteButton.click();
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('Hm\n\n> The first point.\n\n');
  await expect(quoteButton).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(composer).toHaveValue('Hm');
  await answer.getByText('The second point.').click({ clickCount: 3 });
  await expect(quoteButton).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(quoteButton).toHaveCount(0);
  await page.keyboard.press('Control+Shift+e');
  await expect(composer).toHaveValue('Hm\n\n> The second point.\n\n');
  await composer.fill('');
  await answer.getByRole('button', { name: names.more }).press('Enter');
  await page.getByRole('menuitem', { name: names.quote }).press('Enter');
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('> The first point.\n>\n> The second point.\n\n');
});

test('messages are pinned, listed in the header, shown on their branch and unpinned by keyboard', async ({
  parley,
  provider,
}) => {
  const { page, userData } = parley;
  const ui = controls(page);
  provider.script({ kind: 'text', text: 'The old answer.' });
  await ask(page, 'Which one?');
  await answered(page);
  const pin = async (name: string): Promise<void> => {
    await ui.log.getByRole('button', { name: names.more }).last().press('Enter');
    await page.getByRole('menuitem', { name }).press('Enter');
  };
  const pins = page.getByRole('button', { name: names.pinnedMessages });
  const list = page.getByRole('dialog', { name: names.pinnedMessages });
  await expect(pins).toHaveCount(0);
  await pin(names.pin);
  await expect(ui.answers.last().getByRole('img', { name: names.pinned })).toBeVisible();
  provider.script({ kind: 'text', text: 'The new answer.' });
  await ui.answers.last().getByRole('button', { name: names.regenerate }).press('Enter');
  await expect(await answered(page)).toContainText('The new answer.');
  await pin(names.pin);
  await pins.press('Enter');
  await expect(list.getByRole('listitem')).toHaveText([/The old answer/, /The new answer/]);
  await expectAccessible(page, 'the pinned messages');
  await page.keyboard.press('Enter');
  await expect(list).toHaveCount(0);
  await expect(ui.answers.last()).toContainText('The old answer.');
  await expect(ui.answers.last()).toBeFocused();
  await pins.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('listitem')).toHaveText([/The new answer/]);
  await expect.poll(() => savedConversations(userData)[0]?.pins?.length).toBe(1);
  await page.keyboard.press('Escape');
  await expect(pins).toBeFocused();
});
