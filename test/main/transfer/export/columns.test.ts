import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { textOf } from '../../../../src/shared/model/conversation-views.ts';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import { exportText } from '../../../../src/main/transfer/export/clipboard.ts';
import { openProfile, pathOf } from '../../search/profile.ts';
import { conversationOf, said, take, text } from './rig.ts';

/** A question that three were asked, of whom the second goes on; and another that is open. */
function compared(blind: boolean) {
  const asked = said('user', null, [text('Which tree?')]);
  const beside = (questionId: string, model: string, column: number): Message =>
    said('assistant', questionId, [text(`I say ${model}.`)], {
      model: `${model}-1`,
      compared: { column },
    });
  const first = ['oak', 'elm', 'ash'].map((model, column) => beside(asked.id, model, column));
  const chosen = first[1]?.id ?? '';
  const next = said('user', chosen, [text('How tall?')]);
  const last = ['yew', 'fir'].map((model, column) => beside(next.id, model, column));
  const messages = [
    { ...asked, comparison: { chosen } },
    ...first,
    { ...next, comparison: blind ? { blind: true as const } : {} },
    ...last,
  ];
  return conversationOf('Trees', messages, { leafId: last[0]?.id ?? null });
}

test('every readable export has all answers side by side, each with its place', async () => {
  const profile = await openProfile();
  const conversation = compared(false);
  await profile.conversations.add(conversation);
  const written = async (format: 'markdown' | 'html' | 'text'): Promise<string> => {
    const { path } = await take(profile, [conversation.id], { format });
    return fs.readFileSync(path, 'utf8');
  };
  const markdown = await written('markdown');
  expect(markdown.match(/^## .*/gmu)?.map((head) => head.replace(/2026\S+/u, 'then'))).toEqual([
    '## You · then <!-- user -->',
    '## Assistant · oak-1 · then · Answer 1 of 3 <!-- assistant 1/3 -->',
    '## Assistant · elm-1 · then · Answer 2 of 3, chosen <!-- assistant 2/3 chosen -->',
    '## Assistant · ash-1 · then · Answer 3 of 3 <!-- assistant 3/3 -->',
    '## You · then <!-- user -->',
    '## Assistant · yew-1 · then · Answer 1 of 2 <!-- assistant 1/2 -->',
    '## Assistant · fir-1 · then · Answer 2 of 2 <!-- assistant 2/2 -->',
  ]);
  expect(markdown).not.toContain('messages_in_other_versions');
  expect(await written('text')).toContain('elm-1, Answer 2 of 3, chosen (2026-11-01 12:00 UTC)');
  const html = await written('html');
  for (const model of ['oak', 'elm', 'ash', 'yew', 'fir']) expect(html).toContain(`I say ${model}`);
  expect(html).toContain('>Answer 2 of 3, chosen<');
  expect(html).toContain('7 messages');
});

test('Markdown reads back with the answers beside each other, and the chosen one followed', async () => {
  const profile = await openProfile();
  const conversation = compared(false);
  await profile.conversations.add(conversation);
  const { path } = await take(profile, [conversation.id], { format: 'markdown' });
  const into = await openProfile();
  await into.bringIn(path);
  const [found] = (await into.kept()).values();
  expect(pathOf(found)).toEqual([
    'user: Which tree?',
    'assistant: I say elm.',
    'user: How tall?',
    'assistant: I say yew.',
  ]);
  const messages = Object.values<Message>(found?.messages ?? {});
  expect(messages.map((each) => [textOf(each), each.model])).toContainEqual([
    'I say ash.',
    'ash-1',
  ]);
  const asked = messages.find(({ parentId }) => parentId === null);
  expect(messages.filter(({ parentId }) => parentId === asked?.id)).toHaveLength(3);
});

test('no export says whose answers they are while that is hidden', () => {
  const conversation = compared(true);
  const hidden = exportText(conversation, null, 'markdown');
  expect(hidden).toContain('elm-1');
  expect(hidden).toContain(' · Answer 2 of 2\n\nI say fir.');
  expect(hidden).not.toMatch(/yew-1|fir-1/u);
  const last = Object.keys(conversation.messages).slice(-1);
  expect(exportText(conversation, last, 'text')).not.toContain('fir-1');
  // What another Parley brings in has all.
  expect(exportText(conversation, null, 'json')).toContain('fir-1');
});
