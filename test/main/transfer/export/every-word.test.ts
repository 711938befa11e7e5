import * as fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { english, loadLanguage } from '../../../../src/main/language/load-language.ts';
import source from '../../../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage } from '../../../../src/shared/language/pseudo.ts';
import { setLanguage } from '../../../../src/shared/language/translate.ts';
import type { Conversation, Message, Part } from '../../../../src/shared/model/conversation.ts';
import type { ExportFormat } from '../../../../src/shared/model/jobs.ts';
import { plainWords } from '../../../plain-words.ts';
import { openProfile } from '../../search/profile.ts';
import { confined, conversationOf, said, take, text } from './rig.ts';

beforeAll(async () => setLanguage(await loadLanguage('en-XA')));
afterAll(() => {
  setLanguage(english);
  confined.stop();
});

const call = (callId: string, state: 'done' | 'denied' | 'failed' | 'interrupted'): Part => ({
  kind: 'tool_call',
  callId,
  name: '1',
  arguments: '{"2":3}',
  state,
});
const image = {
  kind: 'image',
  attachment: '0'.repeat(64),
  mediaType: 'image/png',
  name: '4',
} as const;
const file = {
  kind: 'file',
  attachment: '1'.repeat(64),
  mediaType: 'text/plain',
  name: '5',
  size: 6,
} as const;

/** A conversation with everything that an export names, whose own words are numbers. */
function sample(): Conversation {
  const asked = said('user', null, [text('1'), image, file]);
  const answer = said('assistant', asked.id, [
    { kind: 'reasoning', text: '2' },
    call('a', 'done'),
    {
      kind: 'tool_result',
      callId: 'a',
      content: [{ kind: 'text', text: '3' }, image],
      isError: false,
    },
    call('b', 'failed'),
    { kind: 'tool_result', callId: 'b', content: [], isError: true },
    call('c', 'denied'),
    call('d', 'interrupted'),
    text('4[^1]\n\n```\n5\n```\n\n![6](https://7.example/8.png)\n\n[^1]: 9'),
  ]);
  const messages: Message[] = [asked, answer];
  for (const status of ['stopped', 'interrupted', 'truncated', 'failed'] as const) {
    const question = said('user', messages.at(-1)?.id ?? null, [text('1')]);
    messages.push(question, said('assistant', question.id, [text('2')], { status }));
  }
  const question = said('user', messages.at(-1)?.id ?? null, [text('1')], {
    checkpoint: { kind: 'summary', text: '3', changedAt: '2026-11-01T12:00:00.000Z' },
  });
  const edited = said('assistant', question.id, [text('2')], { edited: true });
  const compared = said('user', edited.id, [text('1')]);
  const columns = [0, 1].map((column) =>
    said('assistant', compared.id, [text('2')], { model: '3', compared: { column } }),
  );
  const chosen = columns[0]?.id ?? '';
  messages.push(question, edited, { ...compared, comparison: { chosen } }, ...columns);
  return conversationOf('7', messages, { systemPrompt: '8', leafId: chosen });
}

/** What others read, and what stays as it was. */
const names: readonly RegExp[] = [
  /<!--.*?-->/gu,
  /\d{4}-\d\d-\d\dT[\d:.]+Z|\b\d\d:\d\d UTC\b/gu,
  // The front matter, for programs.
  /^---\n[^]*?\n---$/gmu,
  /https:\/\/7\.example\/8\.png/gu,
  /<\/?(?:details|summary)>|^```json$/gu,
];

const marks = /<(?:style|title)[^>]*>[^]*?<\/(?:style|title)>|<!doctype[^>]*>/giu;

/** What a page says: its texts, and what its elements are called. */
function textsOf(html: string): readonly string[] {
  const called = [...html.matchAll(/\s(?:alt|title|aria-label)="([^"]*)"/gu)];
  const shown = html.replaceAll(marks, '').split(/<[^>]*>/u);
  return [...shown, ...called.map(([, name = '']) => name)];
}

async function written(format: ExportFormat): Promise<string> {
  const from = await openProfile();
  const conversation = sample();
  await from.conversations.add(conversation);
  let printed = '';
  const { path } = await take(from, [conversation.id], {
    format,
    print(html) {
      printed = html;
      return Promise.resolve(Buffer.from('%PDF-'));
    },
  });
  return format === 'pdf' ? printed : fs.readFileSync(path, 'utf8');
}

test.each(['markdown', 'text', 'html', 'pdf'] as const)('every word in %s', async (format) => {
  const made = await written(format);
  const isPage = format === 'html' || format === 'pdf';
  const body = names.reduce((rest, name) => rest.replaceAll(name, ''), made);
  const texts = isPage ? textsOf(made) : body.split('\n');
  expect(texts.filter((each) => plainWords(each, names) !== '')).toEqual([]);
  // Everything that the sample has is named.
  for (const key of ['you', 'reasoning', 'tool_result', 'ended.failed', 'ended.edited'] as const) {
    expect(made).toContain(pseudoMessage('en-XA', source[`export.${key}`]).slice(1, -1));
  }
});

test('JSON, which programs read, is the same in every language', async () => {
  const withoutTimes = (json: string): string =>
    json.replaceAll(/"[\w-]{20,}"|"\d{4}-[^"]*"/gu, '');
  const spoken = withoutTimes(await written('json'));
  setLanguage(english);
  expect(withoutTimes(await written('json'))).toBe(spoken);
  setLanguage(await loadLanguage('en-XA'));
});
