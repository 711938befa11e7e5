import { expect, type Page } from '@playwright/test';
import { createLive } from '../provider/live.ts';
import { expectAccessible } from './axe.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';
import { tabTo } from './tab-to.ts';

const long = (about: string): string => `${about} ${'and so on, at some length, '.repeat(55)}`;
const model = { providerId: 'scripted', model: 'scripted-1' };

/** Says how much the model reads; null: as much as it says itself. */
async function setWindow(page: Page, contextTokens: number | null): Promise<void> {
  await page.evaluate(
    (input) => window.parley.command('models.change', input).then(() => undefined),
    { ...model, patch: { contextTokens } },
  );
}

/** Sets the tools of the conversation on show. */
async function setTools(page: Page, on: readonly string[]): Promise<void> {
  await page.evaluate(async (tools) => {
    const { parley } = window;
    const start = await parley.command('app.start', { shown: null });
    const conversationIds = start.ok ? start.value.heads.map(({ id }) => id) : [];
    const patch = { tools: { on: [...tools], off: [] } };
    await parley.command('conversation.update', { conversationIds, patch });
  }, on);
}

/** Asks, and waits for the answer of this number. */
async function askFor(page: Page, count: number, text: string): Promise<void> {
  await ask(page, text);
  await expect(controls(page).answers).toHaveCount(count);
  await answered(page);
}

test('a conversation that gets too long is summarised or begins later, by keyboard alone', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const last = (): string => JSON.stringify(provider.requestsOf('stream').at(-1)?.body?.messages);
  await setWindow(page, 1250);
  provider.script({ kind: 'text', text: 'Noted.' });
  await askFor(page, 1, long('How long is the coast?'));
  await askFor(page, 2, long('Who measured it?'));

  // A message that leaves no room is not sent, and nothing happens by itself.
  const third = long('And the islands?');
  await ask(page, third);
  const question = page.getByRole('alert');
  await expect(question).toContainText('tokens that the model can read');
  await expect(ui.composer).toHaveValue(third);
  await expect(ui.composer).toBeFocused();
  expect(provider.requestsOf('stream')).toHaveLength(2);
  await expectAccessible(page, 'the question');

  // The summary can be watched, and Esc ends it.
  provider.next({ kind: 'text', text: 'They spoke of coasts. '.repeat(60), tokensPerSecond: 60 });
  const summarise = question.getByRole('button', { name: names.summariseAndSend });
  await tabTo(page, summarise);
  await page.keyboard.press('Enter');
  const writing = page.getByRole('region', { name: names.summaryBeingWritten });
  await expect(writing).toContainText('They spoke of coasts.');
  await expect(writing).toContainText('Summarising 2 messages');
  await expectAccessible(page, 'the summary being written');
  await page.keyboard.press('Escape');
  await expect(writing).toBeHidden();
  await expect(ui.composer).toHaveValue(third);

  provider.next({ kind: 'text', text: 'They spoke of coasts.\nIt is long.' });
  await tabTo(page, summarise);
  await page.keyboard.press('Enter');
  await expect(ui.answers).toHaveCount(3);
  await answered(page);
  expect(last()).not.toContain('How long is the coast?');
  expect(last()).toContain('They spoke of coasts.\\nIt is long.');
  // What it stands for is still there.
  await expect(ui.questions.filter({ hasText: 'How long is the coast?' })).toBeVisible();

  const summary = ui.log.getByRole('region', { name: startsWith(names.summary) });
  await expect(summary).toHaveAccessibleName(names.summaryOf(2));
  await summary.getByRole('button', { name: names.summaryOf(2) }).press('Enter');
  await expect(summary).toContainText('It is long.');
  await summary.getByRole('button', { name: names.editTheSummary }).press('Enter');
  const box = summary.getByRole('textbox', { name: names.summary });
  await expect(box).toBeFocused();
  await box.fill('It is very long.');
  await box.press('Control+Enter');
  await expect(summary).toHaveAccessibleName(`${names.summaryOf(2)}, edited`);
  await expect(summary.getByRole('button', { name: names.editTheSummary })).toBeFocused();
  await summary.getByRole('button', { name: names.undoTheChange }).press('Enter');
  await expect(summary).toHaveAccessibleName(names.summaryOf(2));
  await summary.getByRole('button', { name: names.removeTheSummary }).press('Enter');
  const undo = ui.log.getByRole('button', { name: names.undo, exact: true });
  await expect(undo).toBeFocused();
  await expectAccessible(page, 'a removed summary');
  await page.keyboard.press('Enter');
  await expect(summary.getByRole('button', { name: names.summaryOf(2) })).toBeFocused();

  // It is in the file.
  await page.reload();
  await expect(summary).toHaveAccessibleName(names.summaryOf(2));
  await expectAccessible(page, 'a summary');

  // Find opens it, and the map marks its turn.
  await page.keyboard.press('ControlOrMeta+f');
  const find = page.getByRole('search', { name: names.findInConversation });
  await find.getByRole('textbox').pressSequentially('it is long');
  await expect(find.getByRole('status')).toHaveText('1 of 1');
  await expect(summary).toContainText('It is long.');
  const found = (): Promise<string> =>
    page.evaluate(() => {
      const [place] = CSS.highlights.get('found-now') ?? [];
      if (place === undefined) return '';
      const range = document.createRange();
      range.setStart(place.startContainer, place.startOffset);
      range.setEnd(place.endContainer, place.endOffset);
      return range.toString();
    });
  await expect.poll(found).toBe('It is long');
  await page.keyboard.press('ControlOrMeta+Shift+b');
  const rows = page.getByRole('treeitem');
  await expect(rows.nth(1)).toHaveAccessibleName(
    /, Summary of 2 messages, on the current branch, matches/u,
  );
  await page.keyboard.press('Escape');
  await find.getByRole('textbox').press('Escape');

  // So does a result of the search in all conversations.
  await summary.getByRole('button', { name: names.summaryOf(2) }).press('Enter');
  await expect(summary).not.toContainText('It is long.');
  const search = page.getByRole('searchbox', { name: names.searchConversations });
  await search.fill('spoke of');
  const hits = page.getByRole('listbox', { name: names.searchResults });
  await expect(hits.getByRole('option')).toHaveCount(1);
  await search.press('Enter');
  await expect(summary).toContainText('It is long.');
  await search.fill('');

  // What is asked again is weighed as well, and room is made for it.
  await summary.getByRole('button', { name: names.removeTheSummary }).press('Enter');
  await expect(summary).toHaveCount(0);
  const sent = provider.requestsOf('stream').length;
  const newest = ui.answers.last();
  await newest.getByRole('button', { name: names.regenerate, exact: true }).press('Enter');
  await expect(question).toContainText('tokens that the model can read');
  expect(provider.requestsOf('stream')).toHaveLength(sent);
  await question.getByRole('button', { name: names.leaveOutAndSend }).press('Enter');
  await expect(ui.log.getByRole('region', { name: names.leftOut(4) })).toBeVisible();
  await expect.poll(() => provider.requestsOf('stream').length).toBe(sent + 1);
  await answered(page);
  expect(last()).not.toContain('Who measured it?');
  expect(last()).toContain('And the islands?');

  // An edit that has no room stays open.
  const second = ui.questions.nth(1);
  await second.getByRole('button', { name: names.edit, exact: true }).press('Enter');
  const edit = page.getByRole('textbox', { name: names.editedText });
  await edit.fill(long('Who measured it?').repeat(3));
  await edit.press('Enter');
  await expect(question).toContainText('tokens that the model can read');
  await expect(edit).toBeVisible();
  await question.getByRole('button', { name: names.sendAnyway }).press('Enter');
  await expect(edit).toHaveCount(0);
  await expect(ui.answers).toHaveCount(2);
  await answered(page);

  // So does a queued message, and says why.
  const { live, behaviour } = createLive();
  provider.next(behaviour);
  await ask(page, 'Shortly?');
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: names.sendAnyway }).press('Enter');
  await live.write('Yes.');
  await expect(ui.answers.last()).toContainText('Yes.');
  await ask(page, 'And now?');
  const queue = page.getByRole('region', { name: names.queuedMessages });
  await expect(queue).toContainText('And now?');
  await live.finish();
  await expect(queue).toContainText('it leaves too little room for an answer');
  await queue.getByRole('button', { name: names.sendNow }).press('Enter');
  await question.getByRole('button', { name: names.leaveOutAndSend }).press('Enter');
  await expect(queue).toHaveCount(0);
  await expect.poll(last).toContain('And now?');
  await answered(page);
  expect(last()).not.toContain('Who measured it?');
  await setWindow(page, null);
});

test('a refusal, the meter and a command offer the same', async ({ parley, provider }) => {
  const { page } = parley;
  const ui = controls(page);
  await setWindow(page, null);
  provider.script({ kind: 'text', text: 'Noted.' });
  await askFor(page, 1, long('One?'));
  await askFor(page, 2, long('Two?'));
  const tooLong = {
    kind: 'error',
    status: 400,
    code: 'context_length_exceeded',
    message: 'Too long',
  } as const;
  provider.next(tooLong);
  await ask(page, 'Three?');
  await answered(page, 'failed');
  const leaveOut = page.getByRole('button', { name: names.leaveOutAndTryAgain });
  await leaveOut.press('Enter');
  await answered(page);
  await expect(ui.log.getByRole('region', { name: names.leftOut(4) })).toBeVisible();
  const sent = (): string => JSON.stringify(provider.requestsOf('stream').at(-1)?.body?.messages);
  expect(sent()).not.toContain('Two?');
  expect(sent()).toContain('Three?');

  // A loop of tools that was refused keeps its results, and goes on with them.
  await setTools(page, ['calculator']);
  const call = { id: 'call_1', name: 'calculate', arguments: '{"expression":"127*31"}' };
  provider.next({ kind: 'text', text: '', toolCalls: [call] });
  provider.next(tooLong);
  await ask(page, '127 times 31?');
  await answered(page, 'failed');
  await page.getByRole('button', { name: names.leaveOutAndContinue }).press('Enter');
  await answered(page);
  await setTools(page, []);
  await expect(ui.log.getByRole('region', { name: names.leftOut(6) })).toBeVisible();
  await expect(ui.answers).toHaveCount(4);
  expect(sent()).not.toContain('Three?');
  expect(sent()).toContain('3937');

  await askFor(page, 5, long('Four?'));
  await askFor(page, 6, 'Five?');
  await setWindow(page, 550);
  await ui.composer.pressSequentially('/comp');
  await expect(page.getByRole('option', { name: / compact$/u })).toBeVisible();
  await ui.composer.fill('');
  const meter = page.getByRole('button', { name: startsWith(names.contextMeter) });
  await expect(meter).toContainText(names.makeRoom);
  await meter.press('Enter');
  const popup = page.getByRole('dialog', { name: names.nextRequest });
  await expect(popup).toBeFocused();
  await expectAccessible(page, 'the popup');
  provider.next({ kind: 'error', status: 500, message: 'Broken' }, 5);
  await tabTo(page, popup.getByRole('button', { name: names.summariseTheBeginning }));
  await page.keyboard.press('Enter');
  await expect(ui.composer).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('internal error');
  await expect(ui.log.getByRole('region', { name: startsWith(names.summary) })).toHaveCount(0);
  await setWindow(page, null);
});
