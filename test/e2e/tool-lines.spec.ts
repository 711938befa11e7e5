import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import type { Message, Part } from '../../src/shared/model/conversation.ts';
import { startProvider } from '../provider/provider.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';

declare global {
  interface Window {
    changes: number;
    /** Time from the start of the observation to the last change, in ms. */
    drawnFor: number;
  }
}

const id = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const createdAt = '2026-11-01T12:00:00.000Z';

const rows = Array.from({ length: 70 }, (_, n) => ({ name: `file-${n}.txt`, size: n * 1234 }));
const data = { query: 'bees', deep: { list: [1, 2, { last: 'honey' }] } };

function call(callId: string, key: string, server: string, state: 'done' | 'failed'): Part {
  const tool = { key, server, title: '' };
  return { kind: 'tool_call', callId, name: 'x', arguments: '{"query":"bees"}', state, tool };
}

const parts: readonly Part[] = [
  call('a', 'web/search_web', '', 'done'),
  call('b', 's1/list_directory', 'filesystem', 'done'),
  call('c', 's1/trains', 'timetable', 'failed'),
  {
    kind: 'tool_result',
    callId: 'a',
    content: [
      { kind: 'structured', json: JSON.stringify(data) },
      { kind: 'link', uri: 'https://example.org/bees', name: 'Bees' },
    ],
    isError: false,
  },
  {
    kind: 'tool_result',
    callId: 'b',
    content: [{ kind: 'text', text: JSON.stringify(rows) }],
    isError: false,
  },
  {
    kind: 'tool_result',
    callId: 'c',
    content: [{ kind: 'text', text: `The timetable is closed. ${'It is late. '.repeat(40)}` }],
    isError: true,
  },
  { kind: 'text', text: 'Bees dance [1]. Nobody knows why [7].' },
  {
    kind: 'citation',
    url: 'https://example.org/bees',
    title: 'How bees dance',
    passage: 'The angle is the direction.',
    from: 'page',
    number: 1,
  },
];

/** Opens a conversation with an answer that used tools. */
async function openConversation(baseUrl: string): Promise<Parley> {
  const messages: readonly Message[] = [
    {
      id: id(2),
      parentId: null,
      role: 'user',
      parts: [{ kind: 'text', text: 'How do bees talk?' }],
      status: 'complete',
      createdAt,
    },
    { id: id(3), parentId: id(2), role: 'assistant', parts, status: 'complete', createdAt },
  ];
  const parley = await launchParley({
    prepare(userData) {
      seedSettings(userData, { baseUrl });
      mkdirSync(join(userData, 'conversations'), { recursive: true });
      const conversation = {
        version: 3,
        id: id(1),
        title: 'Bees',
        titledBy: 'person',
        createdAt,
        updatedAt: createdAt,
        systemPrompt: null,
        providerId: null,
        model: null,
        leafId: id(3),
        messages: Object.fromEntries(messages.map((message) => [message.id, message])),
      };
      writeFileSync(join(userData, 'conversations', `${id(1)}.json`), JSON.stringify(conversation));
    },
  });
  await controls(parley.page).conversations.getByRole('button', { name: 'Bees' }).click();
  return parley;
}

const heightOf = (element: Locator): Promise<number> =>
  element.evaluate((each) => each.getBoundingClientRect().height);

for (const scheme of ['light', 'dark'] as const) {
  test(`what tools did is told on a line each, and opens to what came of it, ${scheme}`, async () => {
    const provider = await startProvider();
    const parley = await openConversation(provider.baseUrl);
    const { page } = parley;
    await page.emulateMedia({ colorScheme: scheme });
    const answer = controls(page).answers.last();
    const group = (name: string): Locator => answer.getByRole('group', { name, exact: true });
    const search = group('Search the web on Parley');
    const list = group('list_directory on filesystem');
    const failed = group('trains on timetable');

    await expect(search).toHaveText('Searched the web for “bees”');
    await expect(search).toHaveAttribute('data-state', 'done');
    await expect(failed).toHaveAttribute('data-state', 'failed');
    await expect(failed).toContainText('trains on timetable failed');
    await expect(failed).toContainText('The timetable is closed.');
    const heights = await Promise.all([search, list, failed].map(heightOf));
    expect(heights).toEqual([28, 28, 28]);

    // With the keyboard only.
    await search.getByRole('button').press('Enter');
    await expect(search).toContainText('honey');
    await search.getByRole('button', { name: /deep/ }).press('Enter');
    await expect(search).not.toContainText('honey');
    await search.getByRole('link', { name: 'Bees' }).press('Enter');
    await expect
      .poll(() => parley.outside().map(({ url }) => url))
      .toContain('https://example.org/bees');

    await list.getByRole('button').click();
    await expect(list.getByRole('row')).toHaveCount(51);
    await list.getByRole('button', { name: 'Show 20 more' }).click();
    await expect(list.getByRole('row')).toHaveCount(71);
    await expect(list.getByRole('columnheader')).toHaveText(['name', 'size']);

    await failed.getByRole('button').click();
    await expect(failed).toContainText('The model was told');
    await expectAccessible(page, 'open lines');
    await failed.getByRole('button', { name: 'Open settings of tools' }).click();
    const { settings } = controls(page);
    await expect(settings.getByRole('tab', { name: names.tools })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Escape');
    await parley.close();
    await provider.close();
  });
}

test('a number in an answer leads to its source, and one without a source is text', async () => {
  const provider = await startProvider();
  const parley = await openConversation(provider.baseUrl);
  const { page } = parley;
  const answer = controls(page).answers.last();
  const sources = answer.getByRole('region', { name: names.sources });
  await expect(sources.getByRole('button')).toHaveText(['1How bees danceexample.org']);
  await expect(sources).not.toContainText('The angle is the direction.');
  const reference = answer.getByRole('link', { name: names.sourceNumber(1, 'How bees dance') });
  await expect(reference).toHaveText('[1]');
  await expect(answer.getByText('Nobody knows why [7].')).toBeVisible();
  await expect(answer.getByRole('link')).toHaveCount(1);

  await reference.press('Enter');
  await expect(sources).toContainText('The angle is the direction.');
  await expect(sources.getByRole('button')).toBeFocused();
  expect(page.url()).not.toContain('#');
  await expectAccessible(page, 'an open source');
  await sources.getByRole('link', { name: 'How bees dance' }).click();
  await expect
    .poll(() => parley.outside().map(({ url }) => url))
    .toContain('https://example.org/bees');
  await parley.close();
  await provider.close();
});

test('arguments that stream are drawn five times a second, with their size, and move nothing', async () => {
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  const live = provider.live();
  await ask(page, 'Write a long file');
  const write = (fragment: object): Promise<boolean> =>
    live.chunk({ choices: [{ delta: { tool_calls: [{ index: 0, ...fragment }] } }] });
  await write({ id: 'call_1', function: { name: 'write_file', arguments: '{"text":"' } });
  const group = controls(page).answers.last().getByRole('group', { name: 'write_file' });
  await group.getByRole('button').click();
  const given = group.locator('pre');
  await expect(given).toContainText('{"text":"');
  await given.evaluate((element) => {
    window.changes = 0;
    const began = performance.now();
    new MutationObserver((records) => {
      window.changes += records.length;
      window.drawnFor = performance.now() - began;
    }).observe(element, { subtree: true, characterData: true, childList: true });
  });
  for (let n = 0; n < 80; n += 1) {
    await write({ function: { arguments: `line ${n} of the file ` } });
    await page.waitForTimeout(15);
  }
  await expect(given).toContainText('line 79');
  const { changes, drawnFor } = await page.evaluate(() => ({
    changes: window.changes,
    drawnFor: window.drawnFor,
  }));
  expect(changes).toBeGreaterThan(1);
  expect(changes).toBeLessThanOrEqual(Math.ceil(drawnFor / 200) + 1);
  await expect(group.getByRole('button').first()).toContainText(/kB|KB/);
  expect(await heightOf(group.getByRole('button').first())).toBe(28);
  await live.finish('tool_calls');
  await answered(page);
  await parley.close();
  await provider.close();
});
