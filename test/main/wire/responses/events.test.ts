import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxCalls, maxItems, maxPictures } from '../../../../src/main/wire/answers/answer-steps.ts';
import { sentenceOf } from '../../../../src/shared/words/error-words.ts';
import type { Step } from '../../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { connectionTo, terminals, type Heard } from '../support.ts';
import { completed, event, hearResponse, message } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

async function play(...steps: readonly Step[]): Promise<Heard> {
  provider.script({ kind: 'steps', steps: () => steps });
  const answer = await hearResponse(connectionTo(provider.baseUrl));
  expect(terminals(answer.steps)).toBe(1);
  return answer;
}

const delta = (text: string, index = 0, rest: object = {}): Step =>
  event('response.output_text.delta', {
    output_index: index,
    content_index: 0,
    delta: text,
    ...rest,
  });
const summary = (text: string, part = 0, index = 0): Step =>
  event('response.reasoning_summary_text.delta', {
    output_index: index,
    summary_index: part,
    delta: text,
  });
const added = (index: number, item: object): Step =>
  event('response.output_item.added', { output_index: index, item });
const done = (index: number, item: object): Step =>
  event('response.output_item.done', { output_index: index, item });
const call = (id: string, given = '{}') => ({
  type: 'function_call',
  id: `fc_${id}`,
  call_id: id,
  name: 'clock',
  arguments: given,
});

describe('the events of a response', () => {
  it('of unknown types are ignored, and so is what is no event', async () => {
    const answer = await play(
      event('response.created', { response: {} }),
      { kind: 'event', data: 'null' },
      { kind: 'event', data: '[1]' },
      event('response.hologram.delta', { output_index: 0, delta: 'no' }),
      delta('yes'),
      event('response.web_search_call.searching', { output_index: 1 }),
      event('keepalive'),
      completed([message('yes')]),
    );
    expect(answer.steps).toEqual([
      { kind: 'delta', text: 'yes' },
      { kind: 'finished', finishReason: 'stop' },
    ]);
  });

  it('may bring deltas for items that were never opened', async () => {
    const answer = await play(
      summary('Hm.', 0, 3),
      delta('Hello', 7),
      event('response.function_call_arguments.delta', { output_index: 8, delta: '{"a":' }),
      event('response.function_call_arguments.delta', { output_index: 8, delta: '1}' }),
      done(8, call('c1', '{"a":1}')),
      completed(),
    );
    expect(answer).toMatchObject({
      reasoning: 'Hm.',
      text: 'Hello',
      calls: [{ callId: 'c1', name: 'clock', arguments: '{"a":1}' }],
      end: { kind: 'finished', finishReason: 'tool_calls' },
    });
  });

  it('may come in any order of the output, and between each other', async () => {
    const answer = await play(
      added(1, call('b', '')),
      added(0, call('a', '')),
      event('response.function_call_arguments.delta', { output_index: 1, delta: '{"b":1' }),
      event('response.function_call_arguments.delta', { output_index: 0, delta: '{"a":1}' }),
      event('response.function_call_arguments.delta', { output_index: 1, delta: '}' }),
      completed(),
    );
    expect(answer.calls).toEqual([
      { callId: 'b', name: 'clock', arguments: '{"b":1}' },
      { callId: 'a', name: 'clock', arguments: '{"a":1}' },
    ]);
  });

  it('are found by their item’s id where the server gives no places', async () => {
    const of = (id: string) => ({ output_index: undefined, item_id: id });
    const answer = await play(
      event('response.output_item.added', { item: { ...call('c1', ''), id: 'x' } }),
      event('response.function_call_arguments.delta', { ...of('x'), delta: '{}' }),
      event('response.output_item.done', { item: { ...call('c1'), id: 'x' } }),
      completed(),
    );
    expect(answer.calls).toEqual([{ callId: 'c1', name: 'clock', arguments: '{}' }]);
  });

  it('that come twice count once', async () => {
    const twice = [delta('ha'), delta('ha'), summary('Hm.', 0, 1), delta('!')].flatMap((each) => [
      each,
      each,
    ]);
    const end = completed([message('haha!')]);
    const answer = await play(...twice, end, end);
    expect(answer.text).toBe('haha!');
    expect(answer.reasoning).toBe('Hm.');
  });

  it('of a server that does not count are all taken', async () => {
    const steps = [event('response.created'), delta('ha'), delta('ha'), completed()];
    const uncounted = (step: Step): Step =>
      step.kind === 'response_event'
        ? { ...step, event: { ...step.event, sequence_number: 0 } }
        : step;
    const answer = await play(...steps.map(uncounted));
    expect(answer.text).toBe('haha');
  });

  it('end with whole texts, which add what the deltas left out and change nothing else', async () => {
    const whole = (text: string, index: number): Step =>
      event('response.output_text.done', { output_index: index, content_index: 0, text });
    expect((await play(delta('Hel'), whole('Hello', 0), completed())).text).toBe('Hello');
    expect((await play(whole('Hello', 0), completed([message('Hello')]))).text).toBe('Hello');
    expect((await play(delta('Hello'), whole('Goodbye', 0), completed())).text).toBe('Hello');
    const late = await play(delta('Hello'), whole('Hello', 0), delta(' again'), completed());
    expect(late.text).toBe('Hello');
    expect((await play(completed([message('All at once')]))).text).toBe('All at once');
  });

  it('keep the parts of a summary and messages in a row apart', async () => {
    const answer = await play(
      summary('First'),
      summary('.', 0),
      summary('Second.', 1),
      delta('One.', 1),
      delta('Two.', 2),
      completed(),
    );
    expect(answer.reasoning).toBe('First.\n\nSecond.');
    expect(answer.text).toBe('One.\n\nTwo.');
  });

  it('hold reasoning in the open, refusals and sources', async () => {
    const cited = { type: 'url_citation', url: 'https://example.com/a', title: 'A page' };
    const answer = await play(
      event('response.reasoning_text.delta', { output_index: 0, content_index: 0, delta: 'Hm.' }),
      event('response.refusal.delta', { output_index: 1, content_index: 0, delta: 'I will not.' }),
      event('response.output_text.annotation.added', { output_index: 1, annotation: cited }),
      completed([{ type: 'reasoning' }, message('I will not.', [cited])]),
    );
    expect(answer.reasoning).toBe('Hm.');
    expect(answer.text).toBe('I will not.');
    expect(answer.steps.filter(({ kind }) => kind === 'citation')).toEqual([
      {
        kind: 'citation',
        part: { kind: 'citation', url: cited.url, title: 'A page', from: 'provider', number: 1 },
      },
    ]);
  });

  it('put a picture in its place', async () => {
    const picture = {
      type: 'image_generation_call',
      id: 'ig_1',
      result: 'iVBORw0KGgoAAAANSUhEUg==',
      output_format: 'png',
    };
    const answer = await play(
      delta('Here: ', 0),
      event('response.image_generation_call.partial_image', {
        output_index: 1,
        partial_image_b64: 'AAAA',
      }),
      done(1, picture),
      delta('as you wished.', 2),
      completed([message('Here: '), picture, message('as you wished.')]),
    );
    expect(answer.steps.map((step) => step.kind)).toEqual([
      'delta',
      'picture',
      'delta',
      'finished',
    ]);
    expect(answer.steps[1]).toMatchObject({ url: `data:image/png;base64,${picture.result}` });
  });

  it('give ids of their own to calls that share one', async () => {
    const answer = await play(
      done(0, call('c1', '{"a":1}')),
      done(1, call('c1', '{"a":2}')),
      completed(),
    );
    expect(answer.calls).toEqual([
      { callId: 'c1', name: 'clock', arguments: '{"a":1}' },
      { callId: 'c1_2', name: 'clock', arguments: '{"a":2}' },
    ]);
  });

  it('count tokens, cached and of reasoning', async () => {
    const usage = {
      input_tokens: 5,
      input_tokens_details: { cached_tokens: 3 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: 12,
    };
    expect((await play(delta('a'), completed([], { usage }))).usage).toEqual({
      promptTokens: 5,
      completionTokens: 7,
      totalTokens: 12,
      cachedTokens: 3,
      reasoningTokens: 2,
    });
  });
});

describe('a response that ends otherwise', () => {
  const incomplete = (reason: string): Step =>
    event('response.incomplete', {
      response: { status: 'incomplete', incomplete_details: { reason } },
    });

  it('by its length or the content filter keeps what came', async () => {
    const long = await play(summary('So much to think'), incomplete('max_output_tokens'));
    expect(long.end).toEqual({ kind: 'finished', finishReason: 'length' });
    expect(long.text).toBe('');
    const filtered = await play(delta('Well'), incomplete('content_filter'));
    expect(filtered.end).toEqual({ kind: 'finished', finishReason: 'content_filter' });
  });

  it('by a failure tells what the server said', async () => {
    const error = { code: 'rate_limit_exceeded', message: 'Rate limit reached for gpt.' };
    const failed = event('response.failed', { response: { status: 'failed', error } });
    expect((await play(failed)).error()).toMatchObject({ kind: 'rate_limit' });
    const half = await play(delta('Half'), failed);
    expect(half.text).toBe('Half');
    const told = { type: 'error', code: 'server_error', message: 'It fell over.', param: null };
    for (const step of [
      { kind: 'event', data: JSON.stringify(told) },
      { kind: 'event', name: 'error', data: JSON.stringify(told) },
    ] as const) {
      const answer = await play(delta('Half'), step);
      expect(answer.text).toBe('Half');
      expect(answer.error()).toMatchObject({ kind: 'server', action: 'continue' });
      expect(answer.error().detail).toContain('It fell over.');
    }
  });

  it('is not taken for complete without its last event', async () => {
    const answer = await play(delta('Half'), done(0, message('Half')));
    expect(answer.error()).toMatchObject({ kind: 'network', action: 'continue' });
  });

  it('beyond a limit is ended', async () => {
    const calls = Array.from({ length: maxCalls + 1 }, (_none, at) =>
      done(at, call(`c${String(at)}`)),
    );
    expect((await play(...calls, completed())).error()).toMatchObject({ code: 'too_many_calls' });
    const pictures = Array.from({ length: maxPictures + 1 }, (_none, at) =>
      done(at, {
        type: 'image_generation_call',
        result: Buffer.from(`picture number ${String(at)}`).toString('base64'),
      }),
    );
    expect((await play(...pictures, completed())).error()).toMatchObject({
      code: 'too_many_pictures',
    });
    const items = Array.from({ length: maxItems }, (_none, at) => summary('.', at));
    const answer = await play(...items, completed());
    expect(answer.error()).toMatchObject({ code: 'too_many_items' });
    expect(sentenceOf(answer.error())).toMatch(/more than 10,000 pieces/);
  });
});
