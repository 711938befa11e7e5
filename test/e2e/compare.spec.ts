import { expect, type Locator } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import { comparisonOf } from '../../src/shared/model/tree/comparison.ts';
import { createLive, type Live } from '../provider/live.ts';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { ask, controls, savedConversations, seedSettings, test } from './parley.ts';
import { tabTo } from './tab-to.ts';

const models = ['oak-1', 'elm-1', 'ash-1', 'oak-1'] as const;
const wide = { width: 1440, height: 900 };

test('four answers side by side, with the keyboard alone: stop, reload, kill, choose, tabs, blind', async ({
  provider,
}) => {
  const streams: { readonly model: string; readonly live: Live }[] = [];
  provider.onRequest(({ body }) => {
    const { live, behaviour } = createLive();
    streams.push({ model: body?.model ?? '', live });
    return behaviour;
  });
  /** The streams of the last question, in the order of the set. */
  const growing = async (nth: number): Promise<readonly Live[]> => {
    await expect.poll(() => streams.length).toBe((nth + 1) * models.length);
    const left = streams.slice(nth * models.length);
    return models.map((model) => {
      const [found] = left.splice(
        left.findIndex((each) => each.model === model),
        1,
      );
      if (found === undefined) throw new Error('The model was not asked');
      return found.live;
    });
  };
  const say = async (lives: readonly Live[], ...words: readonly string[]): Promise<void> => {
    await Promise.all(lives.map((live, index) => live.write(words[index] ?? '')));
  };
  let parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  let { page } = parley;
  const columns = (): Locator => page.getByRole('group', { name: /^Answer \d/u });
  const choose = (): Locator => page.getByRole('button', { name: names.continueWithThis });
  const pressOn = async (target: Locator): Promise<void> => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  };

  await test.step('whom to compare is chosen in a conversation that does not exist yet', async () => {
    const dialog = page.getByRole('dialog', { name: names.compareAnswers });
    const pickers = dialog.getByRole('combobox', { name: names.model, exact: true });
    await controls(page).composer.pressSequentially('/compare');
    await expect(page.getByRole('option', { name: /compare/u })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(pickers.first()).toBeFocused();
    await pressOn(dialog.getByRole('button', { name: names.addAnother }));
    await pressOn(dialog.getByRole('button', { name: names.addAnother }));
    for (const [index, model] of models.entries()) {
      const picker = pickers.nth(index);
      await tabTo(page, picker);
      await page.keyboard.press('Enter');
      await picker.fill(model);
      await page.keyboard.press('Enter');
    }
    await expectAccessible(page, 'the question whom to compare');
    await pressOn(dialog.getByRole('button', { name: names.compare, exact: true }));
    await expect(controls(page).composer).toBeFocused();
    await expect(page.getByRole('region', { name: names.comparing })).toContainText(
      'Comparing 4: oak-1 · elm-1 · ash-1 · oak-1',
    );
  });

  await page.setViewportSize(wide);
  await ask(page, 'Which tree?');
  let lives = await growing(0);

  await test.step('a reload in the middle of all four loses nothing', async () => {
    await say(lives, 'An oak', 'An elm', 'An ash', 'Still an oak');
    await expect(columns()).toHaveText([/An oak/u, /An elm/u, /An ash/u, /Still an oak/u]);
    await say(lives, ...models.map(() => ' grows'));
    await page.reload();
    await say(lives, ...models.map(() => ' on'));
    await expect(columns().getByRole('article')).toHaveText([
      /An oak grows on/u,
      /An elm grows on/u,
      /An ash grows on/u,
      /Still an oak grows on/u,
    ]);
    await expectAccessible(page, 'answers side by side');
  });

  await test.step('each column is searched, also while it grows', async () => {
    await page.keyboard.press('ControlOrMeta+f');
    const find = page.getByRole('search', { name: names.findInConversation });
    await find.getByRole('textbox').pressSequentially('grows on');
    await expect(find.getByRole('status')).toHaveText('1 of 4');
    await page.keyboard.press('Enter');
    await page.setViewportSize({ width: 480, height: 800 });
    await expect(page.getByRole('tabpanel')).toHaveText(/An elm grows on/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tabpanel')).toHaveText(/An ash grows on/u);
    await expect(find.getByRole('status')).toHaveText('3 of 4');
    await page.setViewportSize(wide);
    await page.keyboard.press('Escape');
  });

  await test.step('after kill -9 all four are there, at most a second short', async () => {
    const written = Date.now();
    await say(lives, ...models.map(() => '.'));
    await expect.poll(() => Date.now() - written).toBeGreaterThan(1000);
    await parley.kill();
    parley = await parley.relaunch();
    ({ page } = parley);
    await page.setViewportSize(wide);
    await controls(page)
      .conversations.getByRole('button', { name: /Which tree/u })
      .first()
      .click();
    await expect(columns()).toHaveCount(4);
    const [kept] = savedConversations(parley.userData);
    const saved = comparisonOf(kept?.messages ?? {}, kept?.leafId ?? null);
    expect(saved?.columns.map((each) => [each.model, each.status, textOf(each)])).toEqual([
      ['oak-1', 'interrupted', 'An oak grows on.'],
      ['elm-1', 'interrupted', 'An elm grows on.'],
      ['ash-1', 'interrupted', 'An ash grows on.'],
      ['oak-1', 'interrupted', 'Still an oak grows on.'],
    ]);
    expect(kept?.compare).toMatchObject({ on: true, answerers: [{}, {}, {}, {}] });
  });

  await test.step('the next question follows exactly the chosen answer', async () => {
    await expect(page.getByText('your next message follows answer 1, oak-1.')).toBeVisible();
    await tabTo(page, columns().first());
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(controls(page).composer).toBeFocused();
    await expect(controls(page).answers).toHaveText([/An ash grows on\./u]);
    await ask(page, 'How tall?');
    lives = await growing(1);
    for (const { body } of provider.requestsOf('stream').slice(models.length)) {
      expect(body?.messages).toEqual([
        { role: 'user', content: 'Which tree?' },
        { role: 'assistant', content: 'An ash grows on.' },
        { role: 'user', content: 'How tall?' },
      ]);
    }
  });

  await test.step('one is stopped, and the others go on', async () => {
    await say(lives, 'Ten', 'Twenty', 'Thirty', 'Eleven');
    await expect(columns()).toHaveText([/Ten/u, /Twenty/u, /Thirty/u, /Eleven/u]);
    await tabTo(page, columns().first());
    await page.keyboard.press('ArrowRight');
    await expect(columns().nth(1)).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Stop answer 2' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(columns().nth(1).getByRole('article')).toHaveAttribute('data-status', 'stopped');
    await expect(columns().nth(1)).toBeFocused();
    await say(lives, ...models.map(() => ' metres.'));
    await expect(columns()).toHaveText([
      /Ten metres/u,
      /Twenty(?! metres)/u,
      /Thirty metres/u,
      /Eleven metres/u,
    ]);
  });

  await test.step('a narrow window has tabs, and all answers can be quoted', async () => {
    await page.setViewportSize({ width: 480, height: 800 });
    await Promise.all(lives.map((live) => live.finish()));
    const tabs = page.getByRole('tab');
    await expect(tabs).toHaveText([...models]);
    await tabTo(page, tabs.first());
    await page.keyboard.press('ArrowRight');
    await expect(tabs.nth(1)).toBeFocused();
    await expect(page.getByRole('tabpanel')).toHaveText(/Twenty/u);
    await expectAccessible(page, 'answers in tabs');
    await pressOn(page.getByRole('button', { name: names.continueWithAll }));
    await expect(controls(page).composer).toHaveValue(
      /> \*\*Answer 1 \(oak-1\)\*\*\n>\n> Ten metres\.\n\n> \*\*Answer 2 \(elm-1\)/u,
    );
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
  });

  await test.step('blind, no name is on show until one is chosen', async () => {
    await pressOn(page.getByRole('button', { name: names.change, exact: true }));
    await tabTo(page, page.getByRole('switch', { name: names.hideTheNames }));
    await page.keyboard.press('Space');
    await pressOn(page.getByRole('button', { name: names.compare, exact: true }));
    await page.setViewportSize(wide);
    await ask(page, 'How old?');
    lives = await growing(2);
    await say(lives, ...models.map((model) => `${model.slice(0, 3)} years`));
    await Promise.all(lives.map((live) => live.finish()));
    await expect(columns()).toHaveCount(4);
    await expect(page.getByText('your next message follows answer 1.')).toBeVisible();
    const last = columns().first().locator('xpath=..');
    expect(await last.ariaSnapshot()).not.toMatch(/-1/u);
    await pressOn(choose().first());
    await expect(controls(page).answers.last()).toHaveAccessibleName(/^Assistant, \w+-1$/u);
    await pressOn(page.getByRole('button', { name: names.showAllAnswers }).last());
    await expect(columns().filter({ hasText: 'Chosen' })).toBeFocused();
    await expect(columns().getByText(/^\d(?:oak|elm|ash)-1$/u)).toHaveCount(4);
  });
  await parley.close();
});
