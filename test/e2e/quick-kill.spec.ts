import { expect } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { answered, ask, controls, savedConversations, savedSettings, test } from './parley.ts';
import { isShown, launchQuick, quickPage } from './quick-window.ts';

test.beforeEach(async () => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'needs other programs and displays');
});

test('two windows and the quick window show one answer, and a kill loses none of it', async ({
  provider,
}) => {
  const parley = await launchQuick(provider);
  const quick = await quickPage(parley);
  const { page } = parley;
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('quick ask');
  await page.keyboard.press('Enter');
  await expect.poll(() => isShown(parley)).toBe(true);
  const live = provider.live();
  await ask(quick, 'Tell all');
  await live.write('Once upon a time');
  await expect(controls(quick).answers.last()).toContainText('Once upon a time');
  await controls(page).conversations.getByRole('button', { name: /^Tell/ }).first().click();
  const opened = parley.app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('own window');
  await page.keyboard.press('Enter');
  const own = await opened;
  const words = Array.from({ length: 20 }, (_, index) => ` word${String(index + 1)}`);
  for (const word of words) await live.write(word);
  const texts: string[] = [];
  for (const each of [quick, page, own]) {
    const answer = controls(each).answers.last();
    await expect(answer).toContainText('word20');
    texts.push(await answer.innerText());
  }
  expect(texts[0]).toContain(`Once upon a time${words.join('')}`);
  expect(texts).toEqual([texts[0], texts[0], texts[0]]);
  expect(provider.requestsOf('stream')).toHaveLength(1);
  await expect
    .poll(() => savedConversations(parley.userData).map(({ title }) => title))
    .toEqual(['Tell all']);
  await parley.kill();
  const again = await parley.relaunch();
  await controls(again.page).conversations.getByRole('button', { name: /^Tell/ }).first().click();
  const answer = controls(again.page).answers.last();
  await expect(answer).toHaveAttribute('data-status', 'interrupted');
  await expect(answer).toContainText('Once upon a time');
  await again.close();
});

test('the last conversation is one ArrowUp away, after a kill too, unless it is deleted', async ({
  provider,
}) => {
  const before = await launchQuick(provider);
  provider.next({ kind: 'text', text: 'In the hedge.' });
  const first = await quickPage(before);
  await before.startAgain(['--quick-ask']);
  await expect.poll(() => isShown(before)).toBe(true);
  await ask(first, 'Where do wrens live?');
  await answered(first);
  await first.keyboard.press('Escape');
  await expect.poll(() => isShown(before)).toBe(false);
  await expect.poll(() => savedSettings(before.userData)['lastQuick']).toEqual(expect.any(String));
  const id = String(savedSettings(before.userData)['lastQuick']);
  await before.kill();

  const parley = await before.relaunch();
  const quick = await quickPage(parley);
  await parley.startAgain(['--quick-ask']);
  await expect.poll(() => isShown(parley)).toBe(true);
  await expect(controls(quick).answers).toHaveCount(0);
  await controls(quick).composer.press('ArrowUp');
  await expect(controls(quick).answers.last()).toContainText('In the hedge.');
  await quick.keyboard.press('Escape');
  await expect.poll(() => isShown(parley)).toBe(false);

  await parley.page.evaluate(
    (conversationId) => window.parley.command('conversation.delete', { conversationId }),
    id,
  );
  await parley.startAgain(['--quick-ask']);
  await expect.poll(() => isShown(parley)).toBe(true);
  await controls(quick).composer.press('ArrowUp');
  await quick.keyboard.type('Still here');
  await expect(controls(quick).composer).toHaveValue('Still here');
  await expect(controls(quick).answers).toHaveCount(0);
  await parley.close();
});
