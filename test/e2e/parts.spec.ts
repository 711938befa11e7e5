import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import type { Message, Part, ToolState } from '../../src/shared/model/conversation.ts';
import type { Live } from '../provider/live.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, savedMessages, seedSettings, test as ownTest } from './parley.ts';
import { test } from './shared-app.ts';
import { names } from './names.ts';

declare global {
  interface Window {
    changes: number;
  }
}

/** The visible content of an answer, from top to bottom. */
function shown(answer: Locator): Promise<readonly string[]> {
  return answer.evaluate((article) =>
    [...article.querySelectorAll(':scope > div > [aria-expanded], :scope > .md')].flatMap(
      (element) => {
        const text = element.textContent.trim();
        if (element.matches('.md')) return text === '' ? [] : [`text: ${text}`];
        const group = element.closest('[role="group"]');
        if (group === null) return [/^Th(?:ought|inking)/.test(text) ? 'reasoning' : text];
        return [
          `${group.getAttribute('aria-label') ?? ''}, ${group.getAttribute('data-state') ?? ''}: ${text}`,
        ];
      },
    ),
  );
}

/** Waits until an answer shows this. */
async function shows(answer: Locator, expected: readonly string[]): Promise<void> {
  await expect.poll(() => shown(answer), { timeout: 30_000 }).toEqual(expected);
}

const told = [
  'reasoning',
  'text: I will look at the map first.',
  'reasoning',
  'text: Two roads lead to the lake. I will ask for the weather.',
  'weather, proposed: The model asked for the tool weather',
];

const partly = (text: string): readonly string[] => [...told.slice(0, 3), `text: ${text}`];

async function writeCall(live: Live): Promise<void> {
  const fragments = [
    { index: 0, id: 'call_1', function: { name: 'weather', arguments: '{"city":' } },
    { index: 0, function: { arguments: '"Bled"}' } },
  ];
  for (const fragment of fragments) {
    await live.chunk({ choices: [{ delta: { tool_calls: [fragment] } }] });
  }
}

test('an answer shows its parts in the order in which they came: live, after a reload, and stored', async ({
  parley,
  provider,
}) => {
  const { page, userData } = parley;
  const { answers } = controls(page);
  const live = provider.live();
  await ask(page, 'How do I get to the lake?');
  await live.reason('The person wants directions. ');
  await live.reason('A map helps.');
  await shows(answers.last(), told.slice(0, 1));
  await live.write('I will look at ');
  await live.write('the map first.');
  await shows(answers.last(), told.slice(0, 2));
  await live.reason('Two roads, and the weather ');
  await live.reason('decides.');
  await shows(answers.last(), told.slice(0, 3));
  // Only the growing part is redrawn.
  await answers.last().evaluate((article) => {
    window.changes = 0;
    const observer = new MutationObserver((records) => (window.changes += records.length));
    const parts = [...article.children].filter((part) => part.textContent !== '').slice(0, 3);
    for (const part of parts) {
      observer.observe(part, { subtree: true, childList: true, characterData: true });
    }
  });
  await live.write('Two roads ');
  await shows(answers.last(), partly('Two roads'));
  // The reasoning is announced as finished once.
  await page.evaluate(() => new Promise((resume) => requestAnimationFrame(resume)));
  await page.evaluate(() => (window.changes = 0));
  await live.write('lead to the lake. ');
  await expect(answers.last()).toContainText('to the lake.');
  expect(await page.evaluate(() => window.changes)).toBe(0);

  await page.reload();
  await shows(answers.last(), partly('Two roads lead to the lake.'));
  await live.write('I will ask for the weather.');
  await writeCall(live);
  await shows(answers.last(), told);
  await live.finish('tool_calls');
  const answer = await answered(page);
  // This conversation has no tools, so the call cannot run any more.
  const ended = [...told.slice(0, -1), 'weather, interrupted: weather did not run to its end'];
  expect(await shown(answer)).toEqual(ended);
  await expect
    .poll(() => savedMessages(userData)[1]?.parts.map(({ kind }) => kind))
    .toEqual(['reasoning', 'text', 'reasoning', 'text', 'tool_call']);

  await answer.getByRole('button', { name: names.copy }).click();
  await expect
    .poll(() => parley.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(
      'I will look at the map first.\n\nTwo roads lead to the lake. I will ask for the weather.',
    );

  await page.reload();
  await shows(answers.last(), ended);
  const group = answers.last().getByRole('group', { name: 'weather' });
  await group.getByRole('button').press('Enter');
  await expect(group).toContainText('{"city":"Bled"}');
});

const id = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const createdAt = '2026-11-01T12:00:00.000Z';

function call(n: number, name: string, state: ToolState, given: string): Part {
  return { kind: 'tool_call', callId: `c${n}`, name, arguments: given, state };
}

function result(n: number, text: string, isError = false): Part {
  return { kind: 'tool_result', callId: `c${n}`, content: [{ kind: 'text', text }], isError };
}

const stored: readonly Part[] = [
  { kind: 'reasoning', text: 'A forecast, then a place to stay.', durationMs: 4200 },
  { kind: 'text', text: 'Let me see what the weather does.' },
  call(1, 'weather', 'done', '{ "city": "Bled" }'),
  result(1, 'Sunny, 21 °C.\nWind from the east.'),
  call(2, 'trains', 'failed', '{ "to": "Bled" }'),
  result(2, 'The timetable cannot be reached.', true),
  { kind: 'reasoning', text: 'No trains, so by bus.', durationMs: 1500 },
  { kind: 'text', text: 'It will be **sunny**. Trains could not be found, so I would take a bus.' },
  call(3, 'send_mail', 'denied', '{ "to": "the hotel" }'),
  call(4, 'book_room', 'interrupted', '{ "nights": 2 }'),
  { kind: 'text', text: 'Shall I book a room?' },
];

for (const scheme of ['light', 'dark'] as const) {
  ownTest(
    `calls of tools stand where they came, with their results, ${scheme}`,
    async ({ provider }) => {
      const messages: readonly Message[] = [
        {
          id: id(2),
          parentId: null,
          role: 'user',
          parts: [{ kind: 'text', text: 'A weekend in Bled?' }],
          status: 'complete',
          createdAt,
        },
        {
          id: id(3),
          parentId: id(2),
          role: 'assistant',
          parts: stored,
          status: 'complete',
          model: 'gpt-x',
          createdAt,
        },
      ];
      const parley = await launchParley({
        prepare(userData) {
          seedSettings(userData, provider);
          mkdirSync(join(userData, 'conversations'), { recursive: true });
          const conversation = {
            version: 2,
            id: id(1),
            title: 'Bled',
            titledBy: 'person',
            createdAt,
            updatedAt: createdAt,
            systemPrompt: null,
            providerId: null,
            model: null,
            leafId: id(3),
            messages: Object.fromEntries(messages.map((message) => [message.id, message])),
          };
          writeFileSync(
            join(userData, 'conversations', `${id(1)}.json`),
            JSON.stringify(conversation),
          );
        },
      });
      const { page } = parley;
      await page.emulateMedia({ colorScheme: scheme });
      const { conversations, answers } = controls(page);
      await conversations.getByRole('button', { name: 'Bled' }).click();
      await shows(answers.last(), [
        'reasoning',
        'text: Let me see what the weather does.',
        'weather, done: Used weather',
        'trains, failed: trains failedThe timetable cannot be reached.',
        'reasoning',
        'text: It will be sunny. Trains could not be found, so I would take a bus.',
        'send_mail, denied: send_mail was not allowed',
        'book_room, interrupted: book_room did not run to its end',
        'text: Shall I book a room?',
      ]);
      for (const name of ['weather', 'trains']) {
        const group = answers.last().getByRole('group', { name });
        await group.getByRole('button').click();
      }
      await expect(answers.last().getByRole('group', { name: 'weather' })).toContainText('21 °C');
      await expect(answers.last().getByRole('group', { name: 'trains' })).toContainText(
        'timetable',
      );
      await expectAccessible(page);
      await parley.close();
    },
  );
}
