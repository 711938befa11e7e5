import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../src/shared/model/conversation-views.ts';
import type { Part } from '../../../../src/shared/model/conversation.ts';
import { exportHtml, exportText } from '../../../../src/main/transfer/export/clipboard.ts';
import { lookUp, openProfile, pathOf, pixel } from '../../search/profile.ts';
import { confined, once, said, conversationOf, text, take, entriesOf } from './rig.ts';

describe('Markdown and text', () => {
  const nasty = 'Read:\n\n## You\n\n```\n## Assistant\nopen fence';

  test('a transcript reads back as it was said', async () => {
    const from = await openProfile();
    const first = said('user', null, [text(nasty)]);
    const second = said(
      'assistant',
      first.id,
      [{ kind: 'reasoning', text: 'Hm.' }, text('**User:** not a head')],
      { model: 'gpt-5' },
    );
    const conversation = conversationOf('A: "title"\nof two lines', [first, second], {
      systemPrompt: 'Be kind.',
    });
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'markdown' });
    const written = fs.readFileSync(path, 'utf8');
    expect(written).toMatch(
      /^---\ntitle: "A: \\"title\\"\\nof two lines"\ncreated: 2026-11-01T12:00:00.000Z\n/,
    );
    const into = await openProfile();
    await into.bringIn(path);
    const [found] = (await into.kept()).values();
    expect(found).toMatchObject({ title: 'A: "title" of two lines', systemPrompt: 'Be kind.' });
    expect(pathOf(found)).toEqual([
      `user: ${nasty}\n\`\`\``,
      'assistant: <thinks Hm.> **User:** not a head',
    ]);
  });

  const rounds: readonly Part[] = [
    { kind: 'reasoning', text: 'First.' },
    text('Let me look.'),
    { kind: 'reasoning', text: 'Second.' },
    { kind: 'tool_call', callId: 'a', name: 'find', arguments: '{"q":1}', state: 'done' },
    {
      kind: 'tool_result',
      callId: 'a',
      content: [{ kind: 'text', text: 'found' }],
      isError: false,
    },
    { kind: 'tool_call', callId: 'b', name: 'burn', arguments: '{}', state: 'denied' },
    { kind: 'tool_result', callId: 'b', content: [], isError: true },
    text('It is there.'),
  ];

  test('the parts of an answer stand in their order, and Markdown reads them back so', async () => {
    const from = await openProfile();
    const asked = said('user', null, [text('Where?')]);
    const answer = said('assistant', asked.id, rounds);
    const conversation = conversationOf('Rounds', [asked, answer]);
    const plain = exportText(conversation, [answer.id], 'text');
    expect(plain).toBe(
      [
        '[Reasoning]\nFirst.\n[End of reasoning]',
        'Let me look.',
        '[Reasoning]\nSecond.\n[End of reasoning]',
        '[Tool call: find]\n{"q":1}',
        '[Tool result]\nfound',
        '[Tool call: burn (denied)]\n{}',
        '[Tool result: error]',
        'It is there.\n',
      ].join('\n\n'),
    );
    const html = await exportHtml(conversation, [answer.id], confined);
    const places = ['First.', 'Let me look.', 'Second.', 'find', 'found', 'denied', 'It is there.'];
    const found = places.map((each) => html.indexOf(each));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);

    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'markdown' });
    const into = await openProfile();
    await into.bringIn(path);
    const [read] = (await into.kept()).values();
    const parts = Object.values(read?.messages ?? {})[1]?.parts ?? [];
    expect(parts.map(({ kind }) => kind)).toEqual(['reasoning', 'text', 'reasoning', 'text']);
    expect(parts.slice(0, 3)).toEqual(rounds.slice(0, 3));
    expect(textOf({ parts: parts.slice(3) })).toMatch(/^\*Tool call: find\*[^]*It is there\.$/);
  });

  test('with attachments it is an archive in which the links lead to them', async () => {
    const from = await openProfile();
    const { sha256 } = await from.attachments.put(once(pixel), null);
    const image: Part = {
      kind: 'image',
      attachment: sha256,
      mediaType: 'image/png',
      name: 'my [dot] 1',
    };
    const conversation = conversationOf('CON', [said('user', null, [image, text('Look')])]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'markdown' });
    const entries = await entriesOf(path);
    const name = `attachments/${sha256.slice(0, 12)}-my [dot] 1.png`;
    expect([...entries.keys()]).toEqual(['_CON.md', name]);
    const link = /!\[my \\\[dot\\\] 1\]\((.*)\)/.exec(lookUp(entries, '_CON.md'))?.[1] ?? '';
    expect(decodeURIComponent(link)).toBe(name);
  });

  test('for the clipboard', async () => {
    const first = said('user', null, [text('Hi **you**')]);
    const second = said('assistant', first.id, [text('Hello <b>')], { status: 'stopped' });
    const conversation = conversationOf('T', [first, second]);
    expect(exportText(conversation, [first.id], 'markdown')).toBe('Hi **you**\n');
    expect(exportText(conversation, [second.id], 'text')).toBe('Hello <b>\n');
    expect(await exportHtml(conversation, [first.id], confined)).toBe(
      '<p>Hi <strong>you</strong></p>',
    );
    expect(exportText(conversation, null, 'text')).toContain('[This answer was stopped.]');
    expect(JSON.parse(exportText(conversation, null, 'json'))).toMatchObject({
      format: 'parley-conversation',
      conversation: { id: conversation.id },
    });
  });
});
