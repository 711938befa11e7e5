import { expect, type Locator } from '@playwright/test';
import type { Behaviour } from '../provider/behaviour.ts';
import type { Provider } from '../provider/provider.ts';
import { strictResponses } from '../provider/responses/strict.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, savedMessages, seedSettings, test } from './parley.ts';

const onlyThere = 'This model is only supported in v1/responses and not in v1/chat/completions.';

/** A model that is served over the Responses API alone, with these answers in turn. */
function onlyOverResponses(provider: Provider, ...answers: readonly Behaviour[]): void {
  let count = 0;
  provider.onRequest(({ path, headers, body }) => {
    if (!path.endsWith('/responses')) return { kind: 'error', status: 404, message: onlyThere };
    const answer = strictResponses(answers[count] ?? { kind: 'text', text: 'That is all.' });
    count += 1;
    return answer.kind === 'choose' ? answer.choose({ path, headers, body }) : answer;
  });
}

const paths = (provider: Provider): readonly string[] =>
  provider.requestsOf('stream').map(({ path }) => path.replace('/v1/', ''));

async function openForm({ page }: Parley): Promise<Locator> {
  const { settings, settingsButton } = controls(page);
  if (!(await settings.isVisible())) await settingsButton.click();
  await settings.getByRole('tab', { name: names.providers }).click();
  await settings.getByRole('button', { name: names.editProvider('Scripted') }).click();
  const form = settings.getByRole('form', { name: 'Scripted' });
  await form.waitFor();
  return form;
}

test('a model that is served only there answers after one refusal, with reasoning and a tool', async ({
  provider,
}) => {
  const parley = await launchParley({
    prepare: (userData) =>
      seedSettings(userData, provider, { tools: { on: ['calculator'], off: [] } }),
  });
  const { page } = parley;
  onlyOverResponses(
    provider,
    {
      kind: 'text',
      text: 'Let me count.',
      reasoning: 'The product is too large to guess.',
      toolCalls: [{ id: 'call_1', name: 'calculate', arguments: '{"expression":"127*31"}' }],
    },
    { kind: 'text', text: 'It is **3937**.', reasoning: 'The calculator knows.' },
  );
  await ask(page, 'What is 127 times 31?');
  const answer = await answered(page);
  await expect(answer).toContainText('Let me count.');
  await expect(answer).toContainText('It is 3937.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(paths(provider)).toEqual(['chat/completions', 'responses', 'responses']);
  expect(savedMessages(parley.userData)[1]?.parts.map(({ kind }) => kind)).toEqual([
    'reasoning',
    'text',
    'tool_call',
    'tool_result',
    'reasoning',
    'text',
  ]);
  await expectAccessible(page, 'an answer over the Responses API');

  // Another start knows where the model is.
  await parley.kill();
  const again = await parley.relaunch();
  await ask(again.page, 'And then?');
  await answered(again.page);
  expect(paths(provider).at(-1)).toBe('responses');
  expect(paths(provider)).toHaveLength(4);
  await again.close();
});

test('the protocol is chosen for a provider and for a model, by keyboard alone', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const { settings } = controls(page);
  await controls(page).composer.waitFor();
  let form = await openForm(parley);
  await form.getByText(names.more, { exact: true }).focus();
  await page.keyboard.press('Enter');
  const choice = form.getByRole('combobox', { name: names.protocol, exact: true });
  await choice.focus();
  await choice.selectOption('Responses');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('button', { name: names.addModelProtocol })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('older-1');
  await page.keyboard.press('Tab');
  await form.getByRole('combobox', { name: names.modelProtocol }).selectOption('Chat Completions');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `protocols, ${colorScheme}`);
  }
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: names.save, exact: true }).click();
  await expect(form).toBeHidden();

  form = await openForm(parley);
  await expect(form.getByRole('combobox', { name: names.protocol, exact: true })).toHaveValue(
    'responses',
  );
  const row = form.getByRole('group', { name: 'Model older-1' });
  await expect(row.getByRole('combobox')).toHaveValue('chat_completions');
  await row.getByRole('button', { name: 'Remove older-1' }).click();
  await expect(form.getByRole('button', { name: names.addModelProtocol })).toBeFocused();
  await form.getByRole('button', { name: names.save, exact: true }).click();
  await expect(form).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  await ask(page, 'Hello?');
  await answered(page);
  expect(paths(provider)).toEqual(['responses']);
});

test('an answer that was used up by its reasoning says so, and goes on', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  onlyOverResponses(
    provider,
    { kind: 'text', text: '', reasoning: 'So much to think about', finishReason: 'length' },
    { kind: 'text', text: 'Here is the answer.' },
  );
  await ask(page, 'Why?');
  const cut = await answered(page, 'truncated');
  await expect(cut).toContainText('used up the length limit on its reasoning');
  await cut.getByRole('button', { name: names.continueAnswer }).click();
  const whole = await answered(page);
  await expect(whole).toContainText('Here is the answer.');
});
