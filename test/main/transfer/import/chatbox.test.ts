import { describe, expect, test } from 'vitest';
import { broughtIn, fileWith, lookUp, pathOf, pixel, versionsAfter } from '../../search/profile.ts';

const dataUrl = `data:image/png;base64,${pixel.toString('base64')}`;

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
