import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chunk } from '../../provider/chunk.ts';
import { framings } from '../../provider/framing.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { collect } from '../../provider/raw-client.ts';
import {
  expectedAnswer,
  loadTranscripts,
  splitInlineThinking,
} from '../../provider/transcripts.ts';

const transcripts = loadTranscripts();
const byName = new Map(transcripts.map((transcript) => [transcript.name, transcript.expected]));

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

describe('what the recorded chunks say', () => {
  test('there are nine', () => {
    expect([...byName.keys()]).toEqual([
      'alibaba-text',
      'deepseek-reasoning',
      'deepseek-text',
      'deepseek-tool-call',
      'groq-reasoning',
      'mistral-reasoning',
      'mistral-text',
      'openai-text',
      'xai-text',
    ]);
  });

  test('parts of Mistral are told apart', () => {
    expect(byName.get('mistral-reasoning')).toMatchObject({
      text: '2 + 2 = 4',
      reasoning: 'The user is asking for 2+2. This is basic arithmetic. 2+2=4.',
      finishReason: 'stop',
      usage: { prompt_tokens: 10, completion_tokens: 46, total_tokens: 56 },
    });
  });

  test('tool calls are assembled', () => {
    const expected = byName.get('deepseek-tool-call');
    expect(expected?.finishReason).toBe('tool_calls');
    expect(expected?.text).toBe('');
    expect(expected?.toolCalls).toEqual([
      {
        id: 'call_00_ioIn7yN9p1ZOMNpDLwd4MgAF',
        name: 'weather',
        arguments: '{"location": "San Francisco"}',
      },
    ]);
  });

  test('reasoning fields, finish reasons and usage are found', () => {
    expect(byName.get('groq-reasoning')?.reasoning).toMatch(/^Okay/);
    expect(byName.get('groq-reasoning')?.usage?.total_tokens).toBe(1124);
    expect(byName.get('xai-text')?.reasoning).toMatch(/^First,/);
    expect(byName.get('xai-text')?.usage?.total_tokens).toBe(354);
    expect(byName.get('deepseek-text')?.finishReason).toBe('length');
    expect(byName.get('openai-text')?.usage?.completion_tokens).toBe(300);
  });
});

describe('expectedAnswer', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

  test('usage of x_groq counts only where there is no other', () => {
    const groq = { ...usage, total_tokens: 9 };
    expect(expectedAnswer([{ x_groq: { usage: groq } }]).usage).toEqual(groq);
    expect(expectedAnswer([{ usage, x_groq: { usage: groq } }]).usage).toEqual(usage);
  });

  test('fragments without an index belong to their id, or to the last call', () => {
    const piece = (delta: object): Chunk => ({ choices: [{ delta: { tool_calls: [delta] } }] });
    const { toolCalls } = expectedAnswer([
      piece({ id: 'a', function: { name: 'f', arguments: '{' } }),
      piece({ function: { arguments: '}' } }),
      piece({ id: 'b', function: { name: 'g', arguments: '[' } }),
      piece({ function: { arguments: ']' } }),
    ]);
    expect(toolCalls).toEqual([
      { id: 'a', name: 'f', arguments: '{}' },
      { id: 'b', name: 'g', arguments: '[]' },
    ]);
  });

  test.each([
    ['<think>why</think>\n\nbecause', 'why', 'because'],
    ['\n<think>\nwhy\n</think>because', '\nwhy\n', 'because'],
    ['<think>why</think>\n  indented', 'why', '  indented'],
    ['<think>never closed', 'never closed', ''],
    ['not <think>here</think>', '', 'not <think>here</think>'],
  ])('inline thinking: %j', (content, reasoning, text) => {
    expect(splitInlineThinking(content)).toEqual({ reasoning, text });
  });
});

describe('replayed over real sockets', () => {
  // One byte per packet takes a second or more for long transcripts and tests no split that short
  // ones lack.
  const cases = transcripts.flatMap((transcript) =>
    Object.keys(framings)
      .filter((name) => transcript.chunks.length < 100 || !name.startsWith('byte-by-byte'))
      .map((name) => [transcript.name, name] as const),
  );
  test.each(cases)('%s framed %s', async (name, framingName) => {
    const found = transcripts.find((transcript) => transcript.name === name);
    const framing = framings[framingName];
    if (found === undefined || framing === undefined) throw new Error('no such case');
    provider.script({ kind: 'chunks', chunks: found.chunks, framing });
    const client = new OpenAI({ baseURL: provider.baseUrl, apiKey: 'key', maxRetries: 0 });
    const stream = await client.chat.completions.create({ model: 'm', messages: [], stream: true });
    const chunks = (await collect(stream)) as readonly unknown[] as readonly Chunk[];
    expect(expectedAnswer(chunks)).toEqual(found.expected);
    expect(chunks).toHaveLength(found.chunks.length);
  });
});
