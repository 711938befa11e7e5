import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../../../src/shared/model/conversation.ts';
import {
  exportHtml,
  exportText,
} from '../../../../src/main/transfer/export/export-conversations.ts';
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

  test('with attachments it is an archive in which the links lead to them', async () => {
    const from = await openProfile();
    const { sha256 } = await from.attachments.put(once(pixel));
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
