import { expect } from '@playwright/test';
import { listen } from '../main/web/servers.ts';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

test('a page of this machine is asked for, read, cited with its passage, and cited again', async ({
  provider,
}) => {
  const web = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      '<title>How bees dance</title><main><h1>Bees</h1><p>Bees dance in the hive.</p><p>The angle of the dance is the direction of the flowers.</p></main>',
    );
  });
  const { page, close } = await launchParley({
    prepare: (userData) => seedSettings(userData, provider, { tools: { on: ['web'], off: [] } }),
  });
  const url = `${web.origin}/bees`;
  const call = { id: 'call_1', name: 'read_page', arguments: JSON.stringify({ url }) };
  provider.next({ kind: 'text', text: '', toolCalls: [call] });
  provider.next({
    kind: 'text',
    text: 'The angle tells the direction [1]. Why, nobody knows [2].',
  });
  await ask(page, `What does ${url} say?`);
  const question = page.getByRole('group', { name: names.allowTool('Read a page') });
  await expect(question).toContainText(`127.0.0.1:${String(web.port)}`);
  expect(web.connections()).toBe(0);
  await question.getByRole('button', { name: names.allowOnce }).press('Enter');

  const answer = await answered(page);
  const sources = answer.getByRole('region', { name: names.sources });
  const chip = sources.getByRole('button');
  await expect(chip).toHaveText([`1How bees dance127.0.0.1:${String(web.port)}`]);
  const reference = answer.getByRole('link', { name: names.sourceNumber(1, 'How bees dance') });
  await reference.press('Enter');
  await expect(sources).toContainText('The angle of the dance is the direction of the flowers.');
  await expect(sources).not.toContainText('Bees dance in the hive.');
  await expect(sources).not.toContainText('has not read it');
  await expectAccessible(page, 'a page that was read');
  await expect(answer.getByText('Why, nobody knows [2].')).toBeVisible();

  provider.next({ kind: 'text', text: 'As I said, in the hive [1].' });
  await ask(page, 'Where do they dance?');
  const second = await answered(page);
  await expect(second).toContainText('in the hive');
  await expect(second.getByRole('region', { name: names.sources }).getByRole('button')).toHaveText([
    `1How bees dance127.0.0.1:${String(web.port)}`,
  ]);
  await expect(controls(page).answers).toHaveCount(2);
  await close();
  web.close();
});
