import { expect, test } from 'vitest';
import { broughtIn, fileWith, lookUp, pathOf, pixel, zipWith } from '../../search/profile.ts';
import { saidItems } from '../said-items.ts';

test('an artifact is shown after each change, a file that Claude wrote as well', async () => {
  const use = (name: string, input: object): object => ({
    type: 'tool_use',
    id: name,
    name,
    input,
  });
  const { kept, report } = await broughtIn(
    fileWith('conversations.json', [
      {
        uuid: 'c',
        name: 'Poems',
        created_at: '2026-01-01T00:00:00Z',
        chat_messages: [
          { uuid: '1', sender: 'human', text: 'Write' },
          {
            uuid: '2',
            sender: 'assistant',
            content: [
              use('artifacts', {
                id: 'p',
                type: 'text/markdown',
                title: 'Sea',
                content: 'Blue sea',
              }),
              use('artifacts', { id: 'p', command: 'update', old_str: 'Blue', new_str: 'Grey $&' }),
              use('create_file', { path: '/tmp/a.py', file_text: 'print("```")' }),
              { type: 'hologram' },
            ],
          },
        ],
      },
    ]),
  );
  const path = pathOf(lookUp(kept, 'Poems')).join('\n');
  expect(path).toContain('**Sea**\n\nBlue sea');
  expect(path).toContain('**Sea**\n\nGrey $& sea');
  expect(path).toContain('**a.py**\n\n````py\nprint("```")\n````');
  expect(saidItems(report)[0]).toMatchObject({
    remarks: ['One piece of a message is of an unknown kind and was left out.'],
  });
});

test('what a run of code drew and wrote is attached', async () => {
  const text = (role: string, parts: readonly unknown[], rest: object = {}): object => ({
    author: { role },
    content: { content_type: 'text', parts },
    ...rest,
  });
  const path = await zipWith({
    'conversations.json': [
      {
        title: 'Plots',
        conversation_id: 'p',
        create_time: 1_756_000_000,
        current_node: '3',
        mapping: {
          '1': { id: '1', parent: null, children: ['2'], message: text('user', ['Plot']) },
          '2': {
            id: '2',
            parent: '1',
            children: ['3'],
            message: {
              author: { role: 'tool', name: 'python' },
              content: { content_type: 'execution_output', text: 'done' },
              metadata: {
                aggregate_result: {
                  messages: [{ message_type: 'image', image_url: 'file-service://file-Plot1abc' }],
                },
              },
            },
          },
          '3': {
            id: '3',
            parent: '2',
            children: [],
            message: text('assistant', ['Here: [table](sandbox:/mnt/data/table.csv)']),
          },
        },
      },
    ],
    'file-Plot1abc.png': pixel,
    'data/table.csv': 'a;b',
    'dalle/unnamed.webp': Buffer.from('RIFF'),
  });
  const { kept, report } = await broughtIn(path);
  expect(pathOf(lookUp(kept, 'Plots'))[1]).toBe(
    'assistant: <gets done> <image Plot> Here: [table](sandbox:/mnt/data/table.csv) <file table.csv>',
  );
  expect(saidItems(report)).toContainEqual({
    kind: 'skipped',
    name: 'dalle/unnamed.webp',
    reason: 'No conversation uses it, so it was left out.',
  });
});
