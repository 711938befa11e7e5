import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { strictServer } from '../provider/strict.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, seedSettings, test as ownTest } from './parley.ts';
import { test } from './shared-app.ts';
import { names } from './names.ts';

test('a limit tells when to try again, and the server’s own words are a key away', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  provider.next({
    kind: 'http',
    status: 429,
    contentType: 'application/json',
    body: JSON.stringify([
      {
        error: {
          code: 429,
          message: 'You exceeded your current quota. Please retry in 41.5s.',
          status: 'RESOURCE_EXHAUSTED',
          details: [{ retryDelay: '41s' }],
        },
      },
    ]),
  });
  await ask(page, 'Now?');
  const alert = (await answered(page, 'failed')).getByRole('alert');
  await expect(alert).toContainText('Try again in 41 seconds.');
  const retry = alert.getByRole('button', { name: names.retry, exact: true });
  await expect(retry).toHaveText(/^Retry in \d+ s$/);
  const summary = alert.getByText(names.whatTheServerSaid);
  const words = alert.getByText('You exceeded your current quota. Please retry in 41.5s.');
  await expect(words).toBeHidden();
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(words).toBeVisible();
  await expect(words).toContainText('HTTP 429');
  // A person who does not want to wait may retry at once.
  provider.script({ kind: 'text', text: 'Now.' });
  await retry.click();
  await expect(await answered(page)).toContainText('Now.');
});

test('a model that loads is waited for with a countdown, which can be stopped', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const loading = (seconds: number) =>
    ({
      kind: 'http',
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error: 'Model alpha is currently loading',
        estimated_time: seconds,
      }),
    }) as const;
  provider.next(loading(1));
  provider.script({ kind: 'text', text: 'Loaded.' });
  await ask(page, 'Ready?');
  await expect(ui.answers.last()).toContainText('The server is loading the model.');
  await expect(await answered(page)).toContainText('Loaded.');

  provider.script(loading(25));
  await ask(page, 'And now?');
  await expect(ui.answers.last()).toContainText(/Asking again in \d+ s/);
  // A window that opens meanwhile shows the wait as well.
  await page.reload();
  await expect(ui.answers.last()).toContainText(/Asking again in \d+ s/);
  await ui.stopButton.click();
  await answered(page, 'stopped');
});

ownTest(
  'a system prompt that is refused goes into the first question, also after a restart',
  async ({ provider }) => {
    const parley = await launchParley({
      prepare: (userData) => seedSettings(userData, provider, { systemPrompt: 'Be brief.' }),
    });
    provider.script(strictServer('no_system', 'no_empty'));
    await ask(parley.page, 'Why?');
    await expect(await answered(parley.page)).toContainText('Taken.');
    expect(provider.requestsOf('stream')).toHaveLength(2);
    await parley.close();
    const kept = readFileSync(join(parley.userData, 'settings.json'), 'utf8');
    expect(JSON.parse(kept)).toMatchObject({
      providers: [{ modelsWithoutSystem: ['scripted-1'] }],
    });

    const again = await parley.relaunch();
    await controls(again.page).newConversation.click();
    await ask(again.page, 'Why again?');
    await expect(await answered(again.page)).toContainText('Taken.');
    expect(provider.requestsOf('stream')).toHaveLength(3);
    expect(provider.requestsOf('stream').at(-1)?.body?.messages).toEqual([
      { role: 'user', content: 'Be brief.\n\nWhy again?' },
    ]);
    await again.close();
  },
);

test('no failure keeps the next question from a strict server', async ({ provider, parley }) => {
  const { page } = parley;
  const failures = [
    { kind: 'error', status: 500 },
    { kind: 'error', status: 429, retryAfter: 30 },
    { kind: 'error', status: 400, code: 'content_filter', message: 'content_filter' },
    { kind: 'error', status: 401 },
    { kind: 'error', status: 400, message: 'No.' },
  ] as const;
  for (const failure of failures) {
    provider.script(failure);
    await ask(page, `Fails with ${String(failure.status)}`);
    await answered(page, 'failed');
    provider.script(strictServer('alternating', 'no_empty', 'paired_tools'));
    await ask(page, 'And this?');
    await expect(await answered(page)).toContainText('Taken.');
  }
  const sent = JSON.stringify(provider.requestsOf('stream').at(-1)?.body?.messages);
  // Messages that failed for a temporary reason are still sent; those refused for their content are
  // not.
  expect(sent).toContain('Fails with 500');
  expect(sent).not.toContain('Fails with 400');
});
