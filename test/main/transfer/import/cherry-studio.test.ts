import { describe, expect, test } from 'vitest';
import {
  broughtIn,
  kindsOf,
  lookUp,
  openProfile,
  pathOf,
  pixel,
  versionsAfter,
  zipWith,
} from '../../search/profile.ts';

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
