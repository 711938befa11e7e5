import { describe, expect, test } from 'vitest';
import {
  broughtIn,
  fileWith,
  lookUp,
  pathOf,
  pixel,
  versionsAfter,
  zipWith,
} from '../../search/profile.ts';

const dataUrl = `data:image/png;base64,${pixel.toString('base64')}`;

describe('Le Chat', () => {
  const message = (id: string, version: number, rest: object): object => ({
    id,
    version,
    chatId: 'chat-1',
    role: 'user',
    createdAt: '2026-05-01T10:00:00.000Z',
    parentId: null,
    ...rest,
  });
  const chat = [
    message('q', 0, { content: 'Which sea?', files: [{ id: 'f-1', name: 'map.png' }] }),
    message('a', 0, {
      role: 'assistant',
      parentId: 'q',
      parentVersion: 0,
      createdAt: '2026-05-01T10:00:01.000Z',
      content: 'The Baltic.',
    }),
    message('a', 1, {
      role: 'assistant',
      parentId: 'q',
      parentVersion: 0,
      createdAt: '2026-05-01T10:00:02.000Z',
      contentChunks: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'North?' }] },
        { type: 'text', text: 'The North Sea.' },
        { type: 'reference', referenceIds: [1] },
      ],
    }),
  ];

  test('each file of the archive is a chat, with versions', async () => {
    const path = await zipWith({
      'chat-1.json': chat,
      'chat-2.json': chat.map((each) => ({ ...each, chatId: 'chat-2' })),
      'files/map.png': pixel,
    });
    const { report, kept } = await broughtIn(path);
    expect(report).toMatchObject({ added: 2, skipped: 0, attachments: 1 });
    const found = lookUp(kept, 'Which sea?');
    expect(pathOf(found)).toEqual([
      'user: <image map.png> Which sea?',
      'assistant: <thinks North?> The North Sea.',
    ]);
    expect(versionsAfter(found, 'user: <image map.png> Which sea?')).toHaveLength(2);
  });
});

describe('Gemini', () => {
  const entry = (time: string, title: string, html: string): object => ({
    header: 'Gemini Apps',
    title,
    time,
    products: ['Gemini Apps'],
    safeHtmlItem: [{ html }],
  });

  test('each day is a conversation, in order, with the answers as Markdown', async () => {
    const { kept } = await broughtIn(
      fileWith('MyActivity.json', [
        entry('2026-01-02T09:00:00Z', 'Prompted later', '<p>Later.</p>'),
        entry(
          '2026-01-01T10:00:00Z',
          'Prompted a table',
          '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><pre><code class="language-js">x()</code></pre>',
        ),
        entry(
          '2026-01-01T09:00:00Z',
          'Prompted first',
          '<p>So <b>bold</b> <script>alert(1)</script></p>',
        ),
      ]),
    );
    expect(pathOf(lookUp(kept, 'Gemini, 2026-01-01'))).toEqual([
      'user: first',
      'assistant: So **bold**',
      'user: a table',
      'assistant: | a |\n| - |\n| 1 |\n\n```js\nx()\n```',
    ]);
    expect(pathOf(lookUp(kept, 'later'))).toEqual(['user: later', 'assistant: Later.']);
  });

  test('an answer that is nested too deeply comes as a file', async () => {
    const { kept } = await broughtIn(
      fileWith('a.json', [entry('2026-01-01T10:00:00Z', 'Prompted deep', '<div>'.repeat(5000))]),
    );
    expect(pathOf(lookUp(kept, 'deep'))[1]).toBe('assistant: <file Answer.html>');
  });
});

test('Grok: an archive with its files, branches and what was thought', async () => {
  const response = (id: string, parent: string | null, rest: object): object => ({
    response: {
      _id: id,
      parent_response_id: parent,
      create_time: '2026-02-01T10:00:00Z',
      ...rest,
    },
  });
  const path = await zipWith({
    'prod-grok-backend.json': {
      projects: [],
      conversations: [
        {
          conversation: { id: 'g', title: 'Rockets', create_time: '2026-02-01T10:00:00Z' },
          responses: [
            response('1', null, {
              sender: 'human',
              message: 'Look',
              file_attachments: ['asset-1'],
            }),
            response('2', '1', { sender: 'ASSISTANT', message: 'One', model: 'grok-4' }),
            response('3', '1', { sender: 'assistant', message: 'Two', thinking_trace: 'Hm' }),
          ],
        },
      ],
    },
    'prod-mc-asset-server/asset-1/content': pixel,
  });
  const { kept } = await broughtIn(path);
  const found = lookUp(kept, 'Rockets');
  expect(pathOf(found)).toEqual(['user: <image File> Look', 'assistant: <thinks Hm> Two']);
  expect(versionsAfter(found, 'user: <image File> Look')).toEqual([
    'assistant: One',
    'assistant: <thinks Hm> Two',
  ]);
});

test('DeepSeek: searches are steps of the answer, branches are versions', async () => {
  const node = (id: string, parent: string | null, children: string[], fragments: object[]) => ({
    id,
    parent,
    children,
    message: { model: 'deepseek-chat', inserted_at: '2026-01-01T00:00:00Z', fragments },
  });
  const { kept } = await broughtIn(
    fileWith('conversations.json', [
      {
        id: 'd',
        title: 'Tides',
        inserted_at: '2026-01-01T00:00:00Z',
        mapping: {
          root: { id: 'root', parent: null, children: ['1'], message: null },
          '1': node('1', 'root', ['2', '3'], [{ type: 'REQUEST', content: 'Why tides?' }]),
          '2': node('2', '1', [], [{ type: 'RESPONSE', content: 'The moon.' }]),
          '3': node(
            '3',
            '1',
            [],
            [
              { type: 'SEARCH', results: [{ title: 'Tide', url: 'https://example.org/t' }] },
              { type: 'RESPONSE', content: 'Moon and sun.' },
            ],
          ),
        },
      },
    ]),
  );
  const found = lookUp(kept, 'Tides');
  expect(versionsAfter(found, 'user: Why tides?')).toEqual([
    'assistant: The moon.',
    'assistant: <calls search > <gets Tide https://example.org/t> Moon and sun.',
  ]);
});

test('llama.cpp: pictures, files and tools', async () => {
  const message = (id: number, parent: number | null, rest: object): object => ({
    id,
    convId: 'c',
    type: 'text',
    timestamp: 1_756_000_000_000 + id,
    parent,
    ...rest,
  });
  const { kept } = await broughtIn(
    fileWith('conversation.json', {
      conv: { id: 'c', name: 'Local', currNode: 4, lastModified: 1_756_000_000_000 },
      messages: [
        message(0, null, { type: 'root', role: 'system', content: 'Be brief.' }),
        message(1, 0, {
          role: 'user',
          content: 'What is it?',
          extra: [
            { type: 'IMAGE', name: 'a.png', base64Url: dataUrl },
            { type: 'TEXT', name: 'a.txt', content: 'words' },
          ],
        }),
        message(2, 1, {
          role: 'assistant',
          content: '',
          toolCalls: JSON.stringify([{ id: 't', function: { name: 'look', arguments: '{}' } }]),
        }),
        message(3, 2, { role: 'tool', content: 'a pixel', toolCallId: 't' }),
        message(4, 3, { role: 'assistant', content: 'One pixel.', model: 'gemma' }),
      ],
    }),
  );
  const found = lookUp(kept, 'Local');
  expect(found.systemPrompt).toBe('Be brief.');
  expect(pathOf(found)).toEqual([
    'user: <image a.png> <file a.txt> What is it?',
    'assistant: <calls look {}> <gets a pixel> One pixel.',
  ]);
});

test('LM Studio: the selected versions are on show, the others are kept', async () => {
  const answer = (text: string): object => ({
    type: 'multiStep',
    role: 'assistant',
    senderInfo: { senderName: 'qwen' },
    steps: [
      {
        type: 'contentBlock',
        style: { type: 'thinking' },
        content: [{ type: 'text', text: 'Let me see' }],
      },
      {
        type: 'contentBlock',
        content: [
          { type: 'toolCallRequest', callId: 1, name: 'sum', parameters: { a: 1 } },
          { type: 'toolCallResult', toolCallId: 1, content: '2' },
          { type: 'text', text },
        ],
      },
    ],
  });
  const user = (text: string): object => ({
    versions: [{ type: 'singleStep', role: 'user', content: [{ type: 'text', text }] }],
    currentlySelected: 0,
  });
  const { kept } = await broughtIn(
    fileWith('1756000000000.conversation.json', {
      name: 'Sums',
      createdAt: 1_756_000_000_000,
      systemPrompt: 'Count.',
      messages: [
        user('1 + 1?'),
        { versions: [answer('3'), answer('2')], currentlySelected: 1 },
        user('Thanks'),
      ],
    }),
  );
  const found = lookUp(kept, 'Sums');
  expect(found.systemPrompt).toBe('Count.');
  expect(pathOf(found)).toEqual([
    'user: 1 + 1?',
    'assistant: <thinks Let me see> <calls sum {\n  "a": 1\n}> <gets 2> 2',
    'user: Thanks',
  ]);
  expect(versionsAfter(found, 'user: 1 + 1?')).toHaveLength(2);
});
