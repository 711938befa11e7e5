import { BadRequestError, NotFoundError } from 'openai';
import type { OpenAI } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { response } from '../../../src/main/local-api/responses/schemas.ts';
import { strictResponses } from '../../provider/responses/strict.ts';
import { scripted, startRig, stopRig, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => stopRig(rig));

const model = 'scripted/scripted-model';
const lastBody = () => rig.provider.requestsOf('stream').at(-1)?.body;
const weather: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'weather',
  description: 'Tells it.',
  parameters: { type: 'object', properties: {} },
  strict: false,
};

describe('responses, by OpenAI’s SDK', () => {
  it('come in one piece, with reasoning, calls and usage', async () => {
    rig.provider.next({
      kind: 'text',
      text: 'Let me see.',
      reasoning: 'I need the weather.',
      toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' }],
    });
    const answer = await rig.openai().responses.create({
      model,
      instructions: 'Be brief.',
      input: 'Rain?',
      tools: [weather],
      max_output_tokens: 50,
      reasoning: { effort: 'low' },
      text: { format: { type: 'json_object' }, verbosity: 'low' },
      store: false,
    });
    expect(answer.output_text).toBe('Let me see.');
    expect(answer.output.map(({ type }) => type)).toEqual([
      'reasoning',
      'message',
      'function_call',
    ]);
    expect(answer.output[2]).toMatchObject({ call_id: 'call_1', arguments: '{"city":"Bern"}' });
    expect(answer.status).toBe('completed');
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    expect(response.safeParse(JSON.parse(JSON.stringify(answer))).error).toBeUndefined();
    expect(lastBody()).toEqual({
      model: scripted.model,
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Rain?' },
      ],
      max_tokens: 50,
      reasoning_effort: 'low',
      verbosity: 'low',
      response_format: { type: 'json_object' },
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            description: 'Tells it.',
            parameters: { type: 'object', properties: {} },
            strict: false,
          },
        },
      ],
    });
  });

  it('are streamed so that its own reader puts them together', async () => {
    const toolCalls = [
      { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' },
      { id: 'call_2', name: 'weather', arguments: '{"city":"Genf"}' },
    ];
    rig.provider.next({ kind: 'text', text: 'One two three.', reasoning: 'Hm, well.', toolCalls });
    const stream = rig.openai().responses.stream({ model, input: 'Rain?', tools: [weather] });
    const numbers: number[] = [];
    let said = '';
    for await (const event of stream) {
      numbers.push(event.sequence_number);
      if (event.type === 'response.output_text.delta') said += event.delta;
    }
    expect(said).toBe('One two three.');
    expect(numbers).toEqual(numbers.map((_number, at) => at));
    const whole = await stream.finalResponse();
    expect(whole.output.map(({ type }) => type)).toEqual([
      'reasoning',
      'message',
      'function_call',
      'function_call',
    ]);
    expect(whole.output_text).toBe('One two three.');
    expect(
      whole.output.flatMap((item) => (item.type === 'function_call' ? [item] : [])),
    ).toMatchObject(
      toolCalls.map(({ id, arguments: given }) => ({ call_id: id, arguments: given })),
    );
  });

  it('take back what they gave out, over either wire', async () => {
    const input: OpenAI.Responses.ResponseInput = [
      { role: 'user', content: [{ type: 'input_text', text: 'Rain?' }] },
      { type: 'reasoning', id: 'rs_1', summary: [] },
      { type: 'message', role: 'assistant', content: 'Let me see.' },
      { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' },
      { type: 'function_call', call_id: 'call_2', name: 'weather', arguments: '{"city":"Genf"}' },
      {
        type: 'function_call_output',
        call_id: 'call_1',
        output: [
          { type: 'input_text', text: 'Rain.' },
          { type: 'input_image', image_url: 'data:image/png;base64,AQID', detail: 'low' },
        ],
      },
      { type: 'function_call_output', call_id: 'call_2', output: 'Sun.' },
    ];
    rig.provider.next({ kind: 'text', text: 'It rains.' });
    expect((await rig.openai().responses.create({ model, input })).output_text).toBe('It rains.');
    const image_url = { url: 'data:image/png;base64,AQID', detail: 'low' };
    expect(lastBody()?.messages).toMatchObject([
      { role: 'user', content: 'Rain?' },
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [{ id: 'call_1' }, { id: 'call_2' }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'Rain.' },
      { role: 'tool', tool_call_id: 'call_2', content: 'Sun.' },
      { role: 'user', content: [{ type: 'image_url', image_url }] },
    ]);
    await rig.core.registry.save({
      id: scripted.id,
      kind: 'openai_compatible',
      name: scripted.name,
      baseUrl: rig.provider.baseUrl,
      protocol: 'responses',
    });
    rig.provider.next(strictResponses({ kind: 'text', text: 'It rains.' }));
    const again = await rig
      .openai()
      .responses.create({ model, input, tools: [weather], max_output_tokens: 50 });
    expect(again.output_text).toBe('It rains.');
    expect(rig.provider.requestsOf('stream').at(-1)?.path).toBe('/v1/responses');
    expect(lastBody()).toMatchObject({ max_output_tokens: 50, tools: [weather] });
    // Chat completions go the same way.
    rig.provider.next(strictResponses({ kind: 'text', text: 'Hello.' }));
    const messages = [{ role: 'user' as const, content: 'Hello?' }];
    const chat = await rig.openai().chat.completions.create({ model, messages });
    expect(chat.choices[0]?.message.content).toBe('Hello.');
    expect(rig.provider.requestsOf('stream').at(-1)?.path).toBe('/v1/responses');
    await rig.core.registry.save({
      id: scripted.id,
      kind: 'openai_compatible',
      name: scripted.name,
      baseUrl: rig.provider.baseUrl,
      protocol: 'automatic',
    });
  });

  it('end as incomplete at the limit, and as an error where the provider fails', async () => {
    rig.provider.next({ kind: 'text', text: 'Half of', finishReason: 'length' });
    const cut = await rig.openai().responses.create({ model, input: 'Go on' });
    expect(cut.status).toBe('incomplete');
    expect(cut.incomplete_details).toEqual({ reason: 'max_output_tokens' });
    rig.provider.next({
      kind: 'steps',
      steps: (make) => [make.text('Half'), { kind: 'end', how: 'reset' }],
    });
    const stream = await rig.openai().responses.create({ model, input: 'Go on', stream: true });
    const types: string[] = [];
    await expect(async () => {
      for await (const event of stream) types.push(event.type);
    }).rejects.toThrow(/ended before the answer was complete/);
    expect(types).toContain('response.output_text.delta');
    expect(types).not.toContain('response.completed');
  });

  it('hold a picture in its place', async () => {
    const url = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==';
    const images = [{ type: 'image_url', image_url: { url } }];
    const delta = { content: 'Here: ', images };
    rig.provider.next({
      kind: 'chunks',
      chunks: [{ choices: [{ index: 0, delta, finish_reason: 'stop' }] }],
    });
    const answer = await rig.openai().responses.create({ model, input: 'Draw' });
    expect(answer.output).toMatchObject([
      { type: 'message' },
      { type: 'image_generation_call', result: 'iVBORw0KGgoAAAANSUhEUg==', output_format: 'png' },
    ]);
  });

  it('may be saved in a conversation', async () => {
    rig.provider.next({ kind: 'text', text: 'Saved.' });
    const body = { model, input: 'Keep this', conversation: 'new' };
    const answered = await rig.post('/v1/responses', body);
    const id = answered.headers.get('parley-conversation') ?? '';
    expect(Object.keys((await rig.core.conversations.get(id)).messages)).toHaveLength(2);
  });
});

describe('a request that needs a memory', () => {
  it.each([
    [{ store: true }, 'store', /stores no responses/],
    [{ previous_response_id: 'resp_1' }, 'previous_response_id', /whole conversation/],
    [{ background: true }, 'background', /at once/],
    [{ input: [{ type: 'item_reference', id: 'msg_1' }] }, 'input.0.type', /item_reference/],
    [
      { input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'f' }] }] },
      'input.0.content',
      /pictures/,
    ],
    [{ input: [] }, 'input', /./],
  ] as const)('is refused: %j', async (rest, param, words) => {
    const before = rig.provider.requests.length;
    const answered = await rig.post('/v1/responses', { model, input: 'Hello?', ...rest });
    expect(answered.status).toBe(400);
    const { error } = (await answered.json()) as { error: { message: string; param: string } };
    expect(error.message).toMatch(words);
    expect(error.param).toBe(param);
    expect(rig.provider.requests.length).toBe(before);
  });

  it('by the SDK gets its own exception', async () => {
    const asking = rig.openai().responses.create({ model, input: 'Hello?', store: true });
    await expect(asking).rejects.toThrow(BadRequestError);
    expect((await rig.ask('/v1/responses')).status).toBe(405);
  });
});

describe('embeddings', () => {
  it('are made by the provider of the model', async () => {
    const input = ['one', 'three'];
    const made = await rig.openai().embeddings.create({ model, input, encoding_format: 'float' });
    expect(made.data.map(({ embedding }) => embedding)).toEqual([
      [3, 0],
      [5, 1],
    ]);
    expect(made.model).toBe(model);
    expect(rig.provider.requestsOf('embeddings').at(-1)?.body).toEqual({
      model: scripted.model,
      input,
      encoding_format: 'float',
    });
  });

  it('are refused as the provider refuses them', async () => {
    const message = 'The model `scripted-model` does not exist or you do not have access to it.';
    rig.provider.scriptEmbeddings({ kind: 'error', status: 404, message });
    const asking = rig.openai().embeddings.create({ model, input: 'one' });
    await expect(asking).rejects.toThrow(NotFoundError);
    const odd = { kind: 'http', status: 200, contentType: 'application/json' } as const;
    rig.provider.scriptEmbeddings({ ...odd, body: '{"data":"none"}' });
    expect((await rig.post('/v1/embeddings', { model, input: 'one' })).status).toBe(502);
    expect((await rig.post('/v1/embeddings', { model })).status).toBe(400);
    expect(rig.reported).toEqual([]);
  });
});
