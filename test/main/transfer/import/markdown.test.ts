import { describe, expect, test } from 'vitest';
import { broughtIn, fileWith, lookUp, pathOf } from '../../search/profile.ts';

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
