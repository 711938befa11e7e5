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
import { saidItems } from '../said-items.ts';

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
    expect(saidItems(report)[0]).toMatchObject({
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
