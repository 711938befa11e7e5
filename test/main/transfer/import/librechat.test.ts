import { describe, expect, test } from 'vitest';
import {
  broughtIn,
  fileWith,
  lookUp,
  pathOf,
  saying,
  versionsAfter,
} from '../../search/profile.ts';

describe('LibreChat', () => {
  const message = (
    messageId: string,
    isCreatedByUser: boolean,
    text: string,
    rest: object = {},
  ) => ({
    messageId,
    conversationId: 'l1',
    isCreatedByUser,
    sender: isCreatedByUser ? 'User' : 'GPT-4',
    model: isCreatedByUser ? null : 'gpt-4-turbo',
    text,
    createdAt: '2024-05-01T16:35:11.530Z',
    ...rest,
  });
  const head = {
    conversationId: 'l1',
    endpoint: 'openAI',
    title: 'Virtual environments',
    exportAt: '13:18:04 GMT-0400 (Eastern Daylight Time)',
    branches: true,
    options: { model: 'gpt-4-turbo', promptPrefix: 'You are an expert.' },
  };
  const expected = ['user: How?', 'assistant: So.', 'user: thanks', 'assistant: Welcome!'];

  test('a recursive tree', async () => {
    const tree = message('1', true, 'How?', {
      children: [
        message('2', false, 'So.', {
          finish_reason: 'stop',
          children: [
            message('x', true, 'lol', { children: [] }),
            message('3', true, 'thanks', {
              children: [message('4', false, 'Welcome!', { unfinished: true, children: [] })],
            }),
          ],
        }),
        { children: [message('y', false, 'under a broken one')] },
      ],
    });
    const { kept } = await broughtIn(
      fileWith('tree.json', { ...head, recursive: true, messages: [tree] }),
    );
    const found = lookUp(kept, 'Virtual environments');
    expect(found.systemPrompt).toBe('You are an expert.');
    expect(Object.values(found.messages).map(saying)).toContain('assistant: under a broken one');
    expect(versionsAfter(found, 'assistant: So.')).toEqual(['user: lol', 'user: thanks']);
    expect(Object.values(found.messages).map(({ status }) => status)).toContain('interrupted');
  });

  test('a flat list, and content in parts', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    const messages = [
      message('1', true, 'How?', { parentMessageId: none }),
      message('2', false, '', {
        parentMessageId: '1',
        content: [
          { type: 'think', think: 'Hmm' },
          {
            type: 'tool_call',
            tool_call: { id: 't', name: 'search', args: '{}', output: 'found' },
          },
          { type: 'text', text: { value: 'So.' } },
        ],
      }),
      message('3', true, 'thanks', { parentMessageId: '2' }),
      message('4', false, 'Welcome!', { parentMessageId: '3' }),
    ];
    const { kept } = await broughtIn(
      fileWith('flat.json', { ...head, recursive: false, messages }),
    );
    expect(pathOf(lookUp(kept, 'Virtual environments'))).toEqual([
      expected[0],
      'assistant: <thinks Hmm> <calls search {}> <gets found> So.',
      expected[2],
      expected[3],
    ]);
  });

  test('a tree of thousands of levels', async () => {
    let tree: object = message('0', true, 'm0', { children: [] });
    for (let at = 1; at < 4000; at += 1)
      tree = message(String(at), at % 2 === 0, `m${at}`, { children: [tree] });
    let json = '';
    // JSON.stringify would overflow its own stack here.
    const close: string[] = [];
    for (let node: unknown = tree; typeof node === 'object' && node !== null;) {
      const { children, ...rest } = node as { children: unknown[] };
      json += `${JSON.stringify(rest).slice(0, -1)},"children":[`;
      close.push(']}');
      node = children[0];
    }
    const text = `${JSON.stringify({ ...head, recursive: true }).slice(0, -1)},"messages":[${json}${close.join('')}]}`;
    const { kept } = await broughtIn(fileWith('deep.json', text));
    expect(pathOf(lookUp(kept, 'Virtual environments'))).toHaveLength(4000);
  });
});
