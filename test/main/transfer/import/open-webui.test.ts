import { describe, expect, test } from 'vitest';
import { broughtIn, fileWith, lookUp, pathOf, pixel, versionsAfter } from '../../search/profile.ts';
import { saidItems } from '../said-items.ts';

const dataUrl = `data:image/png;base64,${pixel.toString('base64')}`;

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
      // The file lists a later version before the earlier one; `childrenIds` has the order.
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
    expect(failed?.error).toMatchObject({ code: 'imported', params: { text: 'Model not found' } });
    expect(saidItems(report)[0]).toMatchObject({
      kind: 'added',
      remarks: ['One message could not be understood and was left out.'],
    });
  });
});
