import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names } from './names.ts';
import { answered, ask, controls, test } from './parley.ts';
import { launchWithServer } from './tool-server.ts';

const popup = (page: Page): Locator =>
  page.getByRole('dialog', { name: names.toolsOfThisConversation });
const button = (page: Page): Locator =>
  page.getByRole('button', { name: names.tools, exact: true });

function toolsIn(body: unknown): readonly string[] {
  const { tools } = body as {
    readonly tools?: readonly { readonly function: { readonly name: string } }[];
  };
  return (tools ?? []).map((each) => each.function.name);
}

test('the tools of a large server are deferred: the model finds one, calls it and answers', async ({
  provider,
}) => {
  const server = { id: 'office', name: 'Office', program: 'large.ts' };
  const parley = await launchWithServer(provider, server, 'calculator');
  const { page } = parley;
  await button(page).press('Enter');
  await expect(popup(page)).toContainText('500 tools are deferred');
  const status = popup(page).getByRole('status');
  await expect(status).toContainText('the limit is 4,000');
  const said = /About ([\d,]+) tokens/.exec(await status.innerText())?.[1] ?? '';
  expect(Number(said.replaceAll(',', ''))).toBeLessThan(2500);
  await expect(popup(page).getByRole('button', { name: /Tools of Office/ })).toContainText(
    'Deferred: ',
  );
  await expectAccessible(page, 'deferred tools');
  await page.setViewportSize({ width: 420, height: 700 });
  const { x = 0, width = 0 } = (await popup(page).boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(420);
  await page.setViewportSize({ width: 1100, height: 780 });
  await page.keyboard.press('Escape');

  provider.next({
    kind: 'text',
    text: 'Let me see what I have.',
    toolCalls: [{ id: 'call_1', name: 'tool_search', arguments: '{"query":"archive an issue"}' }],
  });
  provider.next({
    kind: 'text',
    text: '',
    toolCalls: [{ id: 'call_2', name: 'Office__archive_issue', arguments: '{"issue_id":"PAR-1"}' }],
  });
  provider.script({ kind: 'text', text: 'It is archived.' });
  await ask(page, 'Archive PAR-1.');
  const question = page.getByRole('group', { name: names.allowTool('archive_issue') });
  await expect(question).toContainText('PAR-1');
  await question.getByRole('button', { name: names.allowOnce }).click();
  await answered(page);
  const answer = controls(page).answers.last();
  await expect(answer).toContainText('It is archived.');
  await expect(answer).toContainText('Searched the tools for “archive an issue”');
  await expect(answer.getByRole('group', { name: 'archive_issue on Office' })).toHaveAttribute(
    'data-state',
    'done',
  );
  const first = toolsIn((await provider.waitForRequest(1)).body);
  expect(first).toEqual(['calculate', 'read_result', 'tool_search']);
  const second = toolsIn((await provider.waitForRequest(2)).body);
  expect(second.slice(0, 4)).toEqual([...first, 'Office__archive_issue']);

  await button(page).press('Enter');
  await expect(popup(page)).toContainText('5 were found so far and are sent.');
  await parley.close();
});
