import { expect, type Page } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import type { Provider } from '../provider/provider.ts';
import { answered, ask, controls, savedMessages } from './parley.ts';
import { test } from './shared-app.ts';
import { names, startsWith } from './names.ts';

test('an answer streams in, is saved, and counts its tokens', async ({ provider, parley }) => {
  const { page, userData } = parley;
  const ui = controls(page);
  const live = provider.live();
  await ask(page, 'Say something');
  await expect(ui.questions).toHaveText(/Say something/);
  await expect(ui.stopButton).toBeVisible();
  await expect(ui.sendButton).toBeHidden();
  await live.write('First words');
  await expect(ui.answers.last()).toContainText('First words');
  await expect(ui.answers.last()).toHaveAttribute('aria-busy', 'true');
  await expect(ui.answers.last()).toHaveAttribute('data-status', 'streaming');
  await live.write(', then the rest.');
  await live.finish('stop', { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 });
  const answer = await answered(page);
  await expect(answer).toContainText('First words, then the rest.');
  await expect(answer).not.toHaveAttribute('aria-busy', 'true');
  await expect(answer).toContainText('46');
  await expect(ui.sendButton).toBeVisible();
  await expect
    .poll(() => savedMessages(userData).map(textOf))
    .toEqual(['Say something', 'First words, then the rest.']);
  expect(savedMessages(userData)[1]).toMatchObject({
    status: 'complete',
    finishReason: 'stop',
    usage: { promptTokens: 12, completionTokens: 34, totalTokens: 46 },
  });
});

test('Stop keeps the text and frees the composer; the upstream request is aborted', async ({
  provider,
  parley,
}) => {
  const { page, userData } = parley;
  const live = provider.live();
  await ask(page, 'Go on for ever');
  await live.write('Some text');
  await expect(controls(page).answers.last()).toContainText('Some text');
  await controls(page).stopButton.click();
  const answer = await answered(page, 'stopped');
  await expect(answer).toContainText('Some text');
  await expect(controls(page).sendButton).toBeVisible();
  await expect.poll(() => provider.requestsOf('stream')[0]?.ending?.kind).toBe('aborted');
  await expect.poll(() => savedMessages(userData)[1]?.status).toBe('stopped');
});

test('Esc stops; Stop then Send at once leaves no ghost', async ({ provider, parley }) => {
  const { page, userData } = parley;
  const live = provider.live();
  await ask(page, 'first');
  await live.write('partial');
  await expect(controls(page).answers.last()).toContainText('partial');
  await controls(page).composer.press('Escape');
  provider.script({ kind: 'text', text: 'second answer' });
  await ask(page, 'second');
  await expect(controls(page).answers.last()).toContainText('second answer');
  await answered(page);
  await expect(controls(page).answers).toHaveCount(2);
  await expect
    .poll(() => savedMessages(userData).map((message) => message.status))
    .toEqual(['complete', 'stopped', 'complete', 'complete']);
});

test('a double Enter sends once', async ({ provider, parley }) => {
  const { page } = parley;
  provider.script({ kind: 'text', text: 'one answer', firstDelayMs: 300 });
  const { composer } = controls(page);
  await composer.fill('once');
  await Promise.all([composer.press('Enter'), composer.press('Enter')]);
  await answered(page);
  await expect(controls(page).questions).toHaveCount(1);
  expect(provider.requestsOf('stream')).toHaveLength(1);
});

test("an input method's Enter does not send, Shift+Enter breaks the line", async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  await composer.fill('ni');
  await composer.evaluate((box) => {
    box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    box.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    );
    box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    box.dispatchEvent(
      Object.defineProperty(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
        'keyCode',
        { value: 229 },
      ),
    );
  });
  await composer.press('Shift+Enter');
  await expect(composer).toHaveValue('ni\n');
  expect(provider.requestsOf('stream')).toHaveLength(0);
});

test('an answer cut off at the length limit offers Continue, which goes on in the same answer', async ({
  provider,
  parley,
}) => {
  const { page, userData } = parley;
  provider.next({ kind: 'text', text: 'The first half and ', finishReason: 'length' });
  await ask(page, 'A long story');
  const answer = await answered(page, 'truncated');
  provider.next({ kind: 'text', text: 'the second half.' });
  await answer.getByRole('button', { name: names.continueAnswer }).click();
  await answered(page);
  await expect(controls(page).answers).toHaveCount(1);
  await expect(controls(page).answers.last()).toContainText('The first half and the second half.');
  await expect
    .poll(() => savedMessages(userData).map(textOf))
    .toEqual(['A long story', 'The first half and the second half.']);
});

/** A question with two answers, "answer one" and "answer two"; the second is on show. */
async function askTwice(provider: Provider, page: Page): Promise<void> {
  const { answers } = controls(page);
  provider.script({ kind: 'text', text: 'answer one' });
  await ask(page, 'question one');
  await answered(page);
  provider.script({ kind: 'text', text: 'answer two' });
  await answers.last().hover();
  await answers.last().getByRole('button', { name: names.regenerate }).click();
  await expect(answers.last()).toContainText('answer two');
  await answered(page);
}

test('regenerate and edit keep the old versions as siblings', async ({ provider, parley }) => {
  const { page } = parley;
  const ui = controls(page);
  await askTwice(provider, page);
  await ui.answers.last().getByRole('button', { name: names.previousVersion }).click();
  await expect(ui.answers.last()).toContainText('answer one');
  await ui.answers.last().getByRole('button', { name: names.nextVersion }).click();
  await expect(ui.answers.last()).toContainText('answer two');

  provider.script({ kind: 'text', text: 'answer three' });
  await ui.questions.last().hover();
  await ui.questions.last().getByRole('button', { name: names.edit }).click();
  const editor = ui.questions.last().getByRole('textbox');
  await editor.fill('question two');
  await editor.press('Enter');
  await expect(ui.answers.last()).toContainText('answer three');
  await answered(page);
  await expect(ui.questions).toHaveCount(1);
  await expect(ui.questions.last()).toContainText('question two');
  await ui.questions.last().getByRole('button', { name: names.previousVersion }).click();
  await expect(ui.questions.last()).toContainText('question one');
  await expect(ui.answers.last()).toContainText('answer two');
});

test('a version that is asked for before the last one is done comes, too', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  await askTwice(provider, page);
  // The version is on show before its command has returned.
  const seen = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          const answer = [...document.querySelectorAll('article[aria-label^="Assistant"]')].at(-1);
          if (answer?.textContent.includes('answer one') !== true) return;
          observer.disconnect();
          answer.querySelector<HTMLElement>('button[aria-label="Next version"]')?.click();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await ui.answers.last().getByRole('button', { name: names.previousVersion }).click();
  await seen;
  await expect(ui.answers.last()).toContainText('answer two');
});

test('two conversations stream at once; switching away and back loses nothing', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const first = provider.live();
  await ask(page, 'first conversation');
  await first.write('alpha ');
  await expect(ui.answers.last()).toContainText('alpha');
  await ui.newConversation.click();
  const second = provider.live();
  await ask(page, 'second conversation');
  await second.write('one ');
  await expect(ui.answers.last()).toContainText('one');
  await first.write('beta ');
  await second.write('two ');
  await expect(ui.answers.last()).toContainText('one two');
  await ui.conversations
    .getByRole('button', { name: /^first conversation/ })
    .first()
    .click();
  await expect(ui.answers.last()).toContainText('alpha beta');
  await first.write('gamma');
  await first.finish('stop');
  await expect(ui.answers.last()).toContainText('alpha beta gamma');
  await second.write('three');
  await second.finish('stop');
  await ui.conversations
    .getByRole('button', { name: /^second conversation/ })
    .first()
    .click();
  await expect(ui.answers.last()).toContainText('one two three');
  await answered(page);
});

test('deleting a conversation that streams stops it, and can be undone', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const live = provider.live();
  await ask(page, 'delete me');
  await live.write('half an answer');
  await expect(ui.answers.last()).toContainText('half an answer');
  const entry = ui.conversations.getByRole('button', { name: /^delete me/ }).first();
  await entry.click({ button: 'right' });
  await page.getByRole('menuitem', { name: startsWith(names.deleteButton) }).click();
  await expect(entry).toBeHidden();
  await expect.poll(() => provider.requestsOf('stream')[0]?.ending?.kind).toBe('aborted');
  await page.getByRole('button', { name: names.undo }).click();
  await ui.conversations
    .getByRole('button', { name: /^delete me/ })
    .first()
    .click();
  await expect(ui.answers.last()).toContainText('half an answer');
  await expect(ui.answers.last()).toHaveAttribute('data-status', 'stopped');
});
