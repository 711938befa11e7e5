import { expect, test } from '@playwright/test';
import { misbehaviours } from '../provider/misbehaviours.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { refusedBaseUrl, unresolvableBaseUrl } from '../provider/unreachable.ts';
import { launchParley, type Parley } from './launch.ts';
import { answered, ask, controls, savedMessages, seedSettings } from './parley.ts';
import { names, startsWith } from './names.ts';

let provider: Provider;

test.beforeEach(async () => {
  provider = await startProvider();
});
test.afterEach(() => provider.close());

const start = (more: Readonly<Record<string, unknown>> = {}): Promise<Parley> =>
  launchParley({ prepare: (userData) => seedSettings(userData, provider, more) });

test('every way a server can fail is told in one sentence with a next step, and keeps the text', async () => {
  const parley = await start({ idleTimeoutSeconds: 5 });
  const { page } = parley;
  const ui = controls(page);
  let shown = 0;
  for (const [name, misbehaviour] of Object.entries(misbehaviours)) {
    if (misbehaviour.outcome !== 'error' && misbehaviour.outcome !== 'cut') continue;
    await test.step(name, async () => {
      await ui.newConversation.click();
      provider.script(misbehaviour.behaviour);
      await ask(page, name);
      const answer = ui.answers.last();
      await expect(answer).toHaveAttribute('data-status', /^(failed|interrupted|complete)$/);
      if ((await answer.getAttribute('data-status')) === 'complete') return;
      const alert = answer.getByRole('alert');
      await expect(alert).toBeVisible();
      expect((await alert.innerText()).length).toBeGreaterThan(20);
      expect(await alert.innerText()).not.toMatch(
        /undefined|\[object|SyntaxError|TypeError|\bat .*:\d+:\d+/,
      );
      await expect(
        // Retry is always one of the actions.
        answer.getByRole('button', { name: startsWith(names.retry) }),
      ).toBeVisible();
      if (misbehaviour.text !== '' && misbehaviour.text.length < 500) {
        await expect(answer).toContainText(misbehaviour.text.trim());
      }
      await expect(ui.composer).toBeEnabled();
      shown += 1;
    });
  }
  expect(shown).toBeGreaterThan(20);
  await parley.close();
});

test('a dead host and a name that does not resolve; Retry works once the server is there', async () => {
  const dead = await refusedBaseUrl();
  for (const baseUrl of [dead, unresolvableBaseUrl]) {
    const parley = await launchParley({
      prepare: (userData) => seedSettings(userData, { baseUrl }),
    });
    await ask(parley.page, 'Anyone there?');
    const answer = await answered(parley.page, 'failed');
    await expect(answer.getByRole('alert')).toBeVisible();
    await expect(answer.getByRole('button', { name: names.retry })).toBeVisible();
    await parley.close();
  }
  const parley = await start();
  provider.next({ kind: 'error', status: 503 }, 3);
  await ask(parley.page, 'Busy?');
  const answer = await answered(parley.page, 'failed');
  provider.script({ kind: 'text', text: 'Here I am.' });
  await answer.getByRole('button', { name: names.retry }).click();
  await expect(await answered(parley.page)).toContainText('Here I am.');
  await expect(controls(parley.page).answers).toHaveCount(1);
  await parley.close();
});

test('a stream that goes silent fails after the idle timeout and keeps what came', async () => {
  const parley = await start({ idleTimeoutSeconds: 5 });
  const live = provider.live();
  await ask(parley.page, 'Still there?');
  await live.write('The last words');
  const answer = controls(parley.page).answers.last();
  await expect(answer).toHaveAttribute('data-status', /failed|interrupted/);
  await expect(answer).toContainText('The last words');
  await expect(answer.getByRole('button', { name: names.continueAnswer })).toBeVisible();
  await parley.close();
});

test('a prompt of 1 MB is accepted and sent whole', async () => {
  const parley = await start();
  const prompt = 'lorem ipsum '.repeat(90_000).slice(0, 1_000_000);
  provider.script({ kind: 'text', text: 'That was long.' });
  const { composer } = controls(parley.page);
  await composer.fill(prompt);
  await composer.press('Enter');
  await expect(await answered(parley.page)).toContainText('That was long.');
  expect(provider.requestsOf('stream')[0]?.body?.messages?.at(-1)?.content).toBe(prompt);
  expect(savedMessages(parley.userData)).toHaveLength(2);
  await parley.close();
});
