import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { Part } from '../../../src/shared/model/conversation.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import type { Chunk } from '../../provider/chunk.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { connectionTo, hear } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

/** Returns the parts of an answer received from the server. */
async function partsOf(behaviour: Behaviour, before: readonly Part[] = []) {
  provider.script(behaviour);
  const { steps } = await hear(connectionTo(provider.baseUrl));
  const answer = createAnswer(before, () => 0);
  for (const step of steps) answer.push(step);
  return answer.parts();
}

const whole = (body: object): Behaviour => ({
  kind: 'http',
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
const cited = (number: number, url: string, title: string, passage?: string) => ({
  kind: 'citation',
  url,
  title,
  ...(passage === undefined ? {} : { passage }),
  from: 'provider',
  number,
});
const one = 'https://example.com/one';
const two = 'https://example.org/two';

describe('sources that a server names', () => {
  // https://docs.perplexity.ai/guides/streaming-responses: every chunk repeats both lists.
  const perplexity = {
    citations: [one, two],
    search_results: [
      { title: 'The second', url: two, date: '2026-01-01', snippet: 'It says so.' },
      { title: 'The first', url: one, date: null },
    ],
  };
  const both = [cited(1, one, 'The first'), cited(2, two, 'The second', 'It says so.')];

  it('are Perplexity’s, counted as its text counts them', async () => {
    expect(await partsOf({ kind: 'text', text: 'So it is [1][2].', extra: perplexity })).toEqual([
      { kind: 'text', text: 'So it is [1][2].' },
      ...both,
    ]);
    const message = { role: 'assistant', content: 'So it is [1].' };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    expect(await partsOf(whole({ choices, ...perplexity }))).toEqual([
      { kind: 'text', text: 'So it is [1].' },
      ...both,
    ]);
  });

  it('are xAI’s, which come after the text as bare addresses', async () => {
    // https://docs.x.ai/developers/tools/citations
    const chunks = [
      { choices: [{ index: 0, delta: { content: 'So it is [[1]](https://example.com/one).' } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], citations: [one] },
    ];
    expect(await partsOf({ kind: 'chunks', chunks })).toMatchObject([
      { kind: 'text' },
      cited(1, one, 'example.com'),
    ]);
  });

  it('are annotations of OpenAI and OpenRouter, in the midst of the text', async () => {
    // https://openrouter.ai/docs/features/web-search, "Parsing web search results"
    const url_citation = {
      url: one,
      title: 'The first',
      content: 'Words.',
      start_index: 0,
      end_index: 4,
    };
    const annotations = [{ type: 'url_citation', url_citation }];
    const delta = (given: object) => ({ choices: [{ index: 0, delta: given }] }) as Chunk;
    const chunks: Chunk[] = [
      delta({ content: 'So it' }),
      delta({ content: ' is', annotations }),
      delta({ content: '.' }),
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ];
    expect(await partsOf({ kind: 'chunks', chunks })).toEqual([
      { kind: 'text', text: 'So it is.' },
      cited(1, one, 'The first', 'Words.'),
    ]);
    const message = { role: 'assistant', content: 'So it is.', annotations };
    expect(
      await partsOf(whole({ choices: [{ index: 0, message, finish_reason: 'stop' }] })),
    ).toMatchObject([{ kind: 'text' }, cited(1, one, 'The first', 'Words.')]);
  });

  it('are left out where they are no addresses of the web, or too many', async () => {
    const junk = { citations: [7, null, 'javascript:alert(1)', 'http://', { url: '' }, one] };
    expect(await partsOf({ kind: 'text', text: 'Hm.', extra: junk })).toEqual([
      { kind: 'text', text: 'Hm.' },
      cited(1, one, 'example.com'),
    ]);
    const citations = Array.from({ length: 500 }, (_none, at) => `${one}/${String(at)}`);
    expect(await partsOf({ kind: 'text', text: 'Hm.', extra: { citations } })).toHaveLength(101);
  });

  it('do not come between a cut answer and its rest', () => {
    const before: readonly Part[] = [
      { kind: 'text', text: '```js\nlet a' },
      { ...cited(1, one, 'The first'), kind: 'citation', from: 'provider' },
    ];
    const answer = createAnswer(before, () => 0);
    const rest: ChatStep = { kind: 'delta', text: ' = 1;\n```' };
    answer.push(rest);
    expect(answer.parts()).toEqual([before[1], { kind: 'text', text: '```js\nlet a = 1;\n```' }]);
  });
});
