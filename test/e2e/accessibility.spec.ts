import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { png } from '../main/attachments/samples.ts';
import { give, image, text } from './files.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, test as ownTest } from './parley.ts';
import { test } from './shared-app.ts';
import { names, startsWith } from './names.ts';

const richText =
  '# Title\n\nSome `code`, a [link](https://example.org) and $x^2$.\n\n```js\nlet x = 1;\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] not yet\n';

ownTest(
  'axe finds nothing serious from the first question to the settings',
  async ({ provider, parley }) => {
    const { page } = parley;
    const ui = controls(page);
    await ui.composer.waitFor();
    await expectAccessible(page, 'empty');
    const live = provider.live();
    await ask(page, 'A question');
    await live.write(richText);
    await expect(ui.answers.last()).toContainText('not yet');
    await expectAccessible(page, 'streaming');
    await live.finish('length');
    await answered(page, 'truncated');
    await expectAccessible(page, 'truncated');
    provider.next({ kind: 'error', status: 401 });
    await ask(page, 'Another');
    await answered(page, 'failed');
    await expectAccessible(page, 'failed');
    await ui.settingsButton.click();
    await expect(ui.settings).toBeVisible();
    const tabs = ui.settings.getByRole('tab');
    for (const name of await tabs.allInnerTexts()) {
      await tabs.filter({ hasText: name }).click();
      await expectAccessible(page, `settings, ${name}`);
    }
    await parley.close();

    const fresh = await launchParley();
    await fresh.page.getByRole('button', { name: names.tryTheDemo }).waitFor();
    await expectAccessible(fresh.page, 'first run');
    await fresh.close();
  },
);

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in what a person opens, ${scheme}`, async ({
    provider,
    parley,
  }) => {
    const { page } = parley;
    const ui = controls(page);
    await page.emulateMedia({ colorScheme: scheme });
    provider.script({ kind: 'text', text: richText, reasoning: 'Let me think.\n'.repeat(5) });
    await ask(page, 'A question');
    await answered(page);
    await ui.answers
      .last()
      .getByRole('button', { name: startsWith(names.thought) })
      .click();
    await expectAccessible(page, 'reasoning open');
    await ui.answers.last().hover();
    await ui.answers.last().getByRole('button', { name: names.regenerate }).click();
    await expect(
      ui.answers.last().getByRole('button', { name: names.previousVersion }),
    ).toBeVisible();
    await answered(page);
    await expectAccessible(page, 'versions');
    await ui.questions.last().hover();
    await ui.questions.last().getByRole('button', { name: names.edit }).click();
    await expectAccessible(page, 'edit mode');
    await page.keyboard.press('Escape');
    await ui.composer.focus();
    await page.keyboard.insertText('A long text that is pasted. '.repeat(2000));
    await expect(page.getByRole('list', { name: names.pastedText })).toBeVisible();
    await expectAccessible(page, 'pasted text');
    await page.getByRole('button', { name: names.removePastedText }).click();
    await give(page, 'paste', 'textarea', [image('cat.png', png(90, 60)), text('a.md', 'A note')]);
    await expect(page.getByRole('button', { name: names.remove('a.md') })).toBeVisible();
    await expectAccessible(page, 'attachments');
    await ask(page, 'And these?');
    await answered(page);
    await expectAccessible(page, 'a message with attachments');
    await page.getByRole('button', { name: names.showPicture('cat.png') }).click();
    await page.getByRole('dialog', { name: 'cat.png' }).waitFor();
    await expectAccessible(page, 'a picture, large');
    await page.keyboard.press('Escape');
    await ui.conversations
      .getByRole('button', { name: /^A question/ })
      .first()
      .click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await expectAccessible(page, 'menu open');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('question');
    await expect(page.getByRole('searchbox', { name: names.searchConversations })).toHaveValue(
      'question',
    );
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectAccessible(page, 'search open');
  });
}

test('a finished answer is announced once, and a stream is not read', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  await page.evaluate(() => {
    const said: string[] = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const live = element?.closest('[role="status"], [role="alert"], [aria-live], [role="log"]');
        // What assistive technology would read: changes in a live region that is not off.
        if (live === null || live === undefined || live.getAttribute('aria-live') === 'off')
          continue;
        const text = live.textContent ?? '';
        if (text !== '') said.push(text);
      }
      document.documentElement.dataset['said'] = JSON.stringify(said);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const live = provider.live();
  await ask(page, 'A question');
  for (let word = 0; word < 20; word += 1) await live.write(`word${word} `);
  await expect(ui.answers.last()).toContainText('word19');
  await live.finish('stop');
  await answered(page);
  await expect
    .poll(async () => (await page.locator('html').getAttribute('data-said')) ?? '')
    .toContain('The answer is complete.');
  const said = JSON.parse(
    (await page.locator('html').getAttribute('data-said')) ?? '[]',
  ) as readonly string[];
  expect(said.filter((text) => text === 'The answer is complete.')).toHaveLength(1);
  expect(said.filter((text) => text.includes('word'))).toEqual([]);
});
