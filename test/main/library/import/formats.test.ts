import { describe, expect, test } from 'vitest';
import {
  fileWith,
  kindsOf,
  lookUp,
  openProfile,
  pathOf,
  pixel,
  saying,
  versionsAfter,
  zipWith,
} from '../profile.ts';

const dataUrl = `data:image/png;base64,${pixel.toString('base64')}`;

/** Brings a file in twice: the second time nothing may change. */
async function broughtIn(path: string) {
  const profile = await openProfile();
  const { report } = await profile.bringIn(path);
  const kept = await profile.kept();
  const again = await profile.bringIn(path);
  expect(again.report).toMatchObject({ added: 0, extended: 0, alreadyThere: report.added });
  expect(await profile.kept()).toEqual(kept);
  return { profile, report, kept };
}

describe('Claude', () => {
  const conversation = {
    uuid: 'c-1',
    name: 'Calendar',
    summary: '',
    created_at: '2026-03-29T07:06:35.552627Z',
    updated_at: '2026-03-29T07:30:00.000000Z',
    account: { uuid: 'someone' },
    chat_messages: [
      {
        uuid: 'm1',
        text: 'Plan my day',
        content: [{ start_timestamp: null, type: 'text', text: 'Plan my day', citations: [] }],
        sender: 'human',
        created_at: '2026-03-29T07:06:35.552627Z',
        attachments: [
          { file_name: '', file_size: 5, file_type: 'txt', extracted_content: 'a long paste' },
        ],
        files: [{ file_name: 'photo.png', file_uuid: 'f-1' }],
        parent_message_uuid: '00000000-0000-4000-8000-000000000000',
      },
      {
        uuid: 'm2',
        text: ' ',
        content: [
          {
            type: 'thinking',
            thinking: 'Look first.',
            start_timestamp: '2026-03-29T07:06:36Z',
            stop_timestamp: '2026-03-29T07:06:38Z',
          },
          { type: 'tool_use', id: 'toolu_1', name: 'calendar', input: { day: 'today' } },
          {
            type: 'tool_result',
            tool_use_id: 'toolu_1',
            content: [{ type: 'text', text: 'free' }],
          },
          { type: 'token_budget' },
          { type: 'text', text: 'You are free.' },
        ],
        sender: 'assistant',
        created_at: '2026-03-29T07:07:00Z',
        attachments: [],
        files: [],
        parent_message_uuid: 'm1',
      },
      {
        uuid: 'm3',
        sender: 'assistant',
        text: 'Another answer',
        content: [],
        created_at: '2026-03-29T07:08:00Z',
        parent_message_uuid: 'm1',
      },
      { sender: 'human', text: 'without an id' },
      null,
    ],
    current_leaf_message_uuid: 'm2',
  };

  test('blocks, versions, files and pasted text', async () => {
    const path = await zipWith({
      'conversations.json': [conversation],
      'users.json': [{ uuid: 'someone', full_name: 'Some One' }],
      'projects.json': [],
      'files/f-1.png': pixel,
    });
    const { report, kept, profile } = await broughtIn(path);
    const found = lookUp(kept, 'Calendar');
    expect(pathOf(found)).toEqual([
      'user: <file Pasted text.txt> <image photo.png> Plan my day',
      'assistant: <thinks Look first.> <calls calendar {\n  "day": "today"\n}> <gets free> You are free.',
    ]);
    expect(versionsAfter(found, pathOf(found)[0] ?? '')).toHaveLength(2);
    const [question, answer] = Object.values(found.messages);
    expect(answer?.parts[0]).toMatchObject({ kind: 'reasoning', durationMs: 2000 });
    const paste = question?.parts[0];
    if (paste?.kind !== 'file') throw new Error('no file');
    expect(profile.attachmentBytes(paste.attachment).toString()).toBe('a long paste');
    expect(report.items[0]).toMatchObject({
      remarks: ['2 messages could not be understood and were left out.'],
    });
  });

  test('an old export without parents is a list', async () => {
    const { kept } = await broughtIn(
      fileWith('conversations.json', [
        {
          uuid: 'old',
          name: '',
          created_at: '2024-01-01T00:00:00Z',
          chat_messages: [
            {
              uuid: '1',
              sender: 'human',
              text: 'Name the  sea',
              created_at: '2024-01-01T00:00:01Z',
            },
            { uuid: '2', sender: 'assistant', text: 'Baltic', created_at: '2024-01-01T00:00:01Z' },
            { uuid: '3', sender: 'human', text: 'Thanks', created_at: '2024-01-01T00:00:01Z' },
          ],
        },
      ]),
    );
    const found = lookUp(kept, 'Name the  sea');
    expect(found.titledBy).toBe('first_words');
    expect(pathOf(found)).toEqual(['user: Name the  sea', 'assistant: Baltic', 'user: Thanks']);
  });
});

describe('Open WebUI', () => {
  const message = (
    id: string,
    parentId: string | null,
    role: string,
    content: unknown,
    rest: object = {},
  ) => ({
    id,
    parentId,
    childrenIds: [],
    role,
    content,
    timestamp: 1_700_000_000,
    ...rest,
  });

  test('the tree, system prompt, reasoning, tools, images and failures', async () => {
    const messages = {
      // The file lists a later version before the earlier one; `childrenIds` tells the order.
      a2: message('a2', 'u1', 'assistant', 'Second answer', { model: 'llama' }),
      u1: message('u1', null, 'user', 'Look', {
        childrenIds: ['a1', 'a2', 'a3', 'a4'],
        files: [
          { type: 'image', url: dataUrl },
          { type: 'file', name: 'notes.md', id: 'n', file: { data: { content: '# Notes' } } },
        ],
      }),
      a1: message(
        'a1',
        'u1',
        'assistant',
        '<details type="reasoning" done="true" duration="3"><summary>Thought for 3 seconds</summary>\n&gt; It is\n&gt; a dot.\n</details>\nA dot.',
        { model: 'deepseek-r1' },
      ),
      a3: message('a3', 'u1', 'assistant', '…', {
        output: [
          { type: 'reasoning', content: [{ type: 'output_text', text: 'Weather?' }], duration: 2 },
          { type: 'function_call', call_id: 'c', name: 'weather', arguments: '{"city":"Paris"}' },
          {
            type: 'function_call_output',
            call_id: 'c',
            output: [{ type: 'input_text', text: 'rain' }],
          },
          { type: 'message', content: [{ type: 'output_text', text: 'It rains.' }] },
        ],
      }),
      a4: message('a4', 'u1', 'assistant', '', {
        error: { content: 'Model not found' },
        done: true,
      }),
      broken: { role: 7 },
    };
    const { kept, report } = await broughtIn(
      fileWith('chats.json', [
        {
          id: 'w1',
          user_id: 'u',
          title: 'Dots',
          chat: {
            title: 'Dots',
            models: ['llama'],
            params: { system: 'See well.' },
            history: { currentId: 'a1', messages },
            messages: [],
          },
          created_at: 1_700_000_000,
          updated_at: 1_700_000_100,
          archived: true,
          pinned: true,
        },
      ]),
    );
    const found = lookUp(kept, 'Dots');
    expect(found).toMatchObject({ systemPrompt: 'See well.', archived: true, pinned: true });
    const question = 'user: <image Image> <file notes.md> Look';
    expect(pathOf(found)).toEqual([question, 'assistant: <thinks It is\na dot.> A dot.']);
    expect(versionsAfter(found, question)).toEqual([
      'assistant: <thinks It is\na dot.> A dot.',
      'assistant: Second answer',
      'assistant: <thinks Weather?> <calls weather {"city":"Paris"}> <gets rain> It rains.',
      'assistant: Model not found',
    ]);
    const failed = Object.values(found.messages).find(({ status }) => status === 'failed');
    expect(failed?.error?.message).toBe('Model not found');
    expect(report.items[0]).toMatchObject({
      kind: 'added',
      remarks: ['One message could not be understood and was left out.'],
    });
  });
});

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

describe('Chatbox', () => {
  const part = (text: string) => [{ type: 'text', text }];
  const backup = {
    'chat-sessions-list': [{ id: 's1', name: 'Sea' }],
    'session:s1': {
      id: 's1',
      name: 'Sea',
      type: 'chat',
      messages: [
        { id: 'sys', role: 'system', contentParts: part('Be a sailor.') },
        {
          id: 'u',
          role: 'user',
          contentParts: [{ type: 'image', storageKey: 'picture:1' }, ...part('What is it?')],
          timestamp: 1_700_000_000_000,
        },
        {
          id: 'a',
          role: 'assistant',
          model: 'gpt-4o',
          contentParts: [
            { type: 'reasoning', text: 'Blue.', duration: 1200 },
            {
              type: 'tool-call',
              state: 'result',
              toolCallId: 't',
              toolName: 'look',
              args: { at: 'it' },
              result: { seen: 'sea' },
            },
            ...part('The sea.'),
          ],
          usage: { inputTokens: 5, outputTokens: 7 },
          timestamp: 1_700_000_001_000,
        },
        { id: 'bad' },
      ],
      messageForksHash: {
        u: {
          position: 1,
          createdAt: 1,
          lists: [
            { id: 'f0', messages: [{ id: 'b', role: 'assistant', contentParts: part('A lake.') }] },
            { id: 'f1', messages: [] },
          ],
        },
      },
      threads: [
        {
          id: 't0',
          name: 'Before',
          createdAt: 1_690_000_000_000,
          messages: [
            { id: 'o', role: 'user', content: 'Older words', timestamp: 1_690_000_000_000 },
          ],
        },
      ],
    },
    'picture:1': dataUrl,
    settings: { apiKey: 'never looked at' },
    __exported_items: ['conversations'],
  };

  test('sessions, threads, forks, pictures', async () => {
    const { kept, report } = await broughtIn(fileWith('chatbox-exported-data.json', backup));
    expect(report.added).toBe(2);
    const found = lookUp(kept, 'Sea');
    expect(found.systemPrompt).toBe('Be a sailor.');
    const question = 'user: <image Image> What is it?';
    expect(pathOf(found)).toEqual([
      question,
      'assistant: <thinks Blue.> <calls look {\n  "at": "it"\n}> <gets {\n  "seen": "sea"\n}> The sea.',
    ]);
    expect(versionsAfter(found, question)[0]).toBe('assistant: A lake.');
    expect(Object.values(found.messages).find(({ usage }) => usage !== undefined)?.usage).toEqual({
      promptTokens: 5,
      completionTokens: 7,
      totalTokens: 12,
    });
    expect(pathOf(lookUp(kept, 'Before'))).toEqual(['user: Older words']);
  });

  test('the old shape, all sessions in one list', async () => {
    const { kept } = await broughtIn(
      fileWith('old.json', {
        'chat-sessions': [
          {
            id: 'o',
            name: 'Old',
            messages: [
              { id: '1', role: 'user', content: 'Hi' },
              { id: '2', role: 'assistant', content: 'Hello', error: '' },
            ],
          },
        ],
      }),
    );
    expect(pathOf(lookUp(kept, 'Old'))).toEqual(['user: Hi', 'assistant: Hello']);
  });
});

describe('Cherry Studio', () => {
  const state = {
    assistants: JSON.stringify({
      assistants: [
        {
          id: 'as',
          name: 'Cook',
          prompt: 'You cook.',
          topics: [
            {
              id: 't1',
              name: 'Pasta',
              createdAt: '2026-01-01T10:00:00.000Z',
              updatedAt: '2026-01-01T11:00:00.000Z',
            },
          ],
        },
      ],
    }),
  };
  const data = {
    time: 1,
    version: 5,
    localStorage: { 'persist:cherry-studio': JSON.stringify(state) },
    indexedDB: {
      topics: [
        {
          id: 't1',
          messages: [
            {
              id: 'u',
              role: 'user',
              createdAt: '2026-01-01T10:00:00.000Z',
              status: 'success',
              blocks: ['b0', 'b1'],
            },
            {
              id: 'a',
              role: 'assistant',
              askId: 'u',
              createdAt: '2026-01-01T10:00:05.000Z',
              status: 'success',
              model: { id: 'qwen' },
              blocks: ['b2', 'b3'],
              usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
            },
            {
              id: 'b',
              role: 'assistant',
              askId: 'u',
              createdAt: '2026-01-01T10:00:06.000Z',
              status: 'paused',
              model: { id: 'glm' },
              foldSelected: true,
              blocks: ['b4', 'gone'],
            },
            { id: 'clear', role: 'user', type: 'clear', blocks: [] },
            {
              id: 'u2',
              role: 'user',
              createdAt: '2026-01-01T10:01:00.000Z',
              status: 'success',
              blocks: ['b5'],
            },
          ],
        },
        { messages: [] },
        { id: 'empty', messages: [] },
      ],
      message_blocks: [
        {
          id: 'b0',
          type: 'image',
          file: { id: 'img', name: 'img.png', origin_name: 'pan.png', ext: '.png' },
        },
        { id: 'b1', type: 'main_text', content: 'Dinner?' },
        { id: 'b2', type: 'thinking', content: 'Anchovies', thinking_millsec: 900 },
        { id: 'b3', type: 'main_text', content: 'Puttanesca.' },
        { id: 'b4', type: 'main_text', content: 'Carbonara.' },
        { id: 'b5', type: 'main_text', content: 'Yes' },
        { id: 'b6', type: 'of the future' },
      ],
    },
  };

  test('a backup: topics with their names, several models, files', async () => {
    const path = await zipWith({
      'data.json': data,
      'Data/Files/img.png': pixel,
      'Data/Files/other.json': [{ mapping: {} }],
    });
    const { kept, report } = await broughtIn(path);
    expect(kindsOf(report.items)).toEqual(['added', 'skipped', 'skipped']);
    const found = lookUp(kept, 'Pasta');
    expect(found).toMatchObject({
      systemPrompt: 'You cook.',
      createdAt: '2026-01-01T10:00:00.000Z',
    });
    const question = 'user: <image pan.png> Dinner?';
    expect(pathOf(found)).toEqual([question, 'assistant: Carbonara.', 'user: Yes']);
    expect(versionsAfter(found, question)).toEqual([
      'assistant: <thinks Anchovies> Puttanesca.',
      'assistant: Carbonara.',
    ]);
    expect(
      Object.values(found.messages).map(({ model, status }) => `${model ?? ''} ${status}`),
    ).toEqual([' complete', 'qwen complete', 'glm stopped', ' complete']);
  });

  test('a backup of the raw database is refused with what to do', async () => {
    const profile = await openProfile();
    const path = await zipWith({
      'metadata.json': { version: 6 },
      'IndexedDB/file__0.indexeddb.leveldb/CURRENT': 'x',
    });
    await expect(profile.bringIn(path)).rejects.toThrow(/raw database/);
  });
});

describe('Markdown transcripts', () => {
  test('headings, front matter, fences and escapes', async () => {
    const text = [
      '---',
      'title: "A \\"quoted\\" title"',
      'created: 2025-02-03T04:05:06.000Z',
      '---',
      '# ignored',
      '## System prompt',
      'Be kind.',
      '## You · 2025-02-03T04:05:06.000Z',
      'Show me',
      '```md',
      '## Assistant',
      '```',
      '\\## You',
      '## Assistant · gpt-5 · 2025-02-03T04:06:00.000Z',
      '<details><summary>Reasoning</summary>',
      '',
      'Hm.',
      '',
      '</details>',
      '',
      'There.',
    ].join('\r\n');
    const { kept } = await broughtIn(fileWith('whatever.bin', text));
    const found = lookUp(kept, 'A "quoted" title');
    expect(found).toMatchObject({
      systemPrompt: 'Be kind.',
      createdAt: '2025-02-03T04:05:06.000Z',
    });
    expect(pathOf(found)).toEqual([
      'user: Show me\n```md\n## Assistant\n```\n## You',
      'assistant: <thinks Hm.> There.',
    ]);
    expect(Object.values(found.messages)[1]).toMatchObject({
      model: 'gpt-5',
      createdAt: '2025-02-03T04:06:00.000Z',
    });
  });

  test('bold names', async () => {
    const { kept } = await broughtIn(
      fileWith('Talk.md', '**User:** Hi\n\nthere\n\n**ChatGPT:**\n\nHello'),
    );
    expect(pathOf(lookUp(kept, 'Talk'))).toEqual(['user: Hi\n\nthere', 'assistant: Hello']);
  });
});

describe('what is no export', () => {
  test.each([
    ['JSON of something else', 'package.json', { name: 'x', version: '1.0.0' }],
    ['an empty list', 'conversations.json', []],
    ['a text', 'readme.md', '# Readme\n\nNobody speaks here.'],
    ['bytes', 'conversations.json', Buffer.from([0xff, 0xd8, 0xff, 0x00])],
    ['nothing', 'conversations.json', ''],
  ])('%s', async (_what, name, content) => {
    const profile = await openProfile();
    await expect(profile.bringIn(fileWith(name, content))).rejects.toThrow(
      /No conversations were found/,
    );
    expect(profile.conversations.heads()).toEqual([]);
  });

  test('the content counts, not the name', async () => {
    const { kept } = await broughtIn(
      fileWith('holiday.jpg', [
        { uuid: 'c', name: 'Hidden', chat_messages: [{ uuid: '1', sender: 'human', text: 'Hi' }] },
      ]),
    );
    expect([...kept.keys()]).toEqual(['Hidden']);
  });
});
