import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelQuirks } from '../../../../src/main/wire/connection.ts';
import { withheldFields, type Withheld } from '../../../../src/main/wire/needs.ts';
import { readChatMessage } from '../../../../src/main/wire/chat-completions/messages.ts';
import type { Behaviour } from '../../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { responsesComplaint, strictResponses } from '../../../provider/responses/strict.ts';
import { connectionTo } from '../support.ts';
import { hearResponse } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider({
    behaviour: strictResponses({ kind: 'text', text: 'Taken.' }),
  });
});
afterAll(() => provider.close());

const lastBody = () => provider.requests.at(-1)?.body ?? {};
const said = (text: string) => ({ role: 'user', contents: [{ kind: 'text', text }] }) as const;

describe('a request to the Responses API', () => {
  it('is stateless, holds the whole conversation and nothing that nobody set', async () => {
    const answer = await hearResponse(connectionTo(provider.baseUrl), {
      messages: [
        { role: 'system', text: 'Be brief.' },
        said('Why?'),
        { role: 'assistant', text: 'Because.', calls: [] },
        said('Really?'),
      ],
    });
    expect(answer.text).toBe('Taken.');
    expect(lastBody()).toEqual({
      model: 'scripted-model',
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { summary: 'auto' },
      instructions: 'Be brief.',
      input: [
        { type: 'message', role: 'user', content: 'Why?' },
        { type: 'message', role: 'assistant', content: 'Because.' },
        { type: 'message', role: 'user', content: 'Really?' },
      ],
    });
  });

  it('translates the fields of other programs', async () => {
    const schema = { name: 'answer', schema: { type: 'object' }, strict: true };
    await hearResponse(connectionTo(provider.baseUrl), {
      fields: {
        max_tokens: 50,
        temperature: 0.5,
        reasoning_effort: 'low',
        verbosity: 'low',
        response_format: { type: 'json_schema', json_schema: schema },
        tool_choice: { type: 'function', function: { name: 'time' } },
        tools: [
          { type: 'function', function: { name: 'time', parameters: { type: 'object' } } },
          { type: 'web_search' },
        ],
        service_tier: 'flex',
      },
    });
    expect(responsesComplaint(lastBody())).toBeNull();
    expect(lastBody()).toMatchObject({
      max_output_tokens: 50,
      temperature: 0.5,
      reasoning: { summary: 'auto', effort: 'low' },
      text: { verbosity: 'low', format: { type: 'json_schema', ...schema } },
      tool_choice: { type: 'function', name: 'time' },
      tools: [
        { type: 'function', name: 'time', parameters: { type: 'object' }, strict: false },
        { type: 'web_search' },
      ],
      service_tier: 'flex',
    });
  });

  it('puts parameters in their places, and learns which a model refuses', async () => {
    const refused = "Unsupported parameter: 'reasoning.effort' is not supported with this model.";
    provider.next({ kind: 'error', status: 400, message: refused });
    const parameters = {
      maxOutputTokens: 50,
      topP: 0.5,
      reasoningEffort: 'low',
      verbosity: 'low',
      responseFormat: 'json',
      furtherFields: '{"safety_identifier":"me"}',
    } as const;
    const before = provider.requests.length;
    const answer = await hearResponse(connectionTo(provider.baseUrl), { parameters });
    expect(answer.text).toBe('Taken.');
    expect(answer.steps[0]).toMatchObject({
      kind: 'news',
      news: { kind: 'parameter_refused', field: 'reasoning' },
    });
    const [first, second] = provider.requests.slice(before).map(({ body }) => body);
    const sent = {
      max_output_tokens: 50,
      top_p: 0.5,
      text: { verbosity: 'low', format: { type: 'json_object' } },
      safety_identifier: 'me',
    };
    expect(first).toMatchObject({ ...sent, reasoning: { summary: 'auto', effort: 'low' } });
    expect(second).toMatchObject(sent);
    expect(second?.['reasoning']).toEqual({ summary: 'auto' });
    expect(responsesComplaint(second ?? {})).toBeNull();
  });

  it('brings pictures, and what other programs send in chat’s words', async () => {
    const url = 'data:image/png;base64,AQID';
    await hearResponse(connectionTo(provider.baseUrl), {
      messages: [
        {
          role: 'user',
          contents: [
            { kind: 'text', text: 'Look' },
            { kind: 'image', url },
          ],
        },
        { role: 'assistant', text: 'I see.', calls: [] },
        readChatMessage({
          role: 'user',
          content: [
            { type: 'text', text: 'And' },
            { type: 'image_url', image_url: { url, detail: 'low' } },
            {
              type: 'file',
              file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AQID' },
            },
          ],
        } as { role: string }),
      ],
    });
    expect(responsesComplaint(lastBody())).toBeNull();
    expect(lastBody().input).toMatchObject([
      {
        content: [
          { type: 'input_text', text: 'Look' },
          { type: 'input_image', image_url: url, detail: 'auto' },
        ],
      },
      { role: 'assistant', content: 'I see.' },
      {
        content: [
          { type: 'input_text', text: 'And' },
          { type: 'input_image', image_url: url, detail: 'low' },
          { type: 'input_file', filename: 'a.pdf' },
        ],
      },
    ]);
  });

  it('for a title comes in one piece and asks for no reasoning', async () => {
    provider.scriptTitle(strictResponses({ kind: 'text', text: 'A title', reasoning: 'Hm.' }));
    const answer = await hearResponse(connectionTo(provider.baseUrl), { purpose: 'title' });
    expect(answer.text).toBe('A title');
    expect(answer.end).toEqual({ kind: 'finished', finishReason: 'stop' });
    const { include, reasoning, stream } = lastBody();
    expect([include, reasoning, stream]).toEqual([undefined, undefined, undefined]);
    expect(provider.requests.at(-1)?.path).toBe('/v1/responses');
  });

  it('is answered by a server that does not stream, too', async () => {
    const body = JSON.stringify({
      object: 'response',
      status: 'completed',
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
        { type: 'message', content: [{ type: 'output_text', text: 'Whole.' }] },
      ],
    });
    provider.next({ kind: 'http', status: 200, contentType: 'application/json', body });
    const answer = await hearResponse(connectionTo(provider.baseUrl));
    expect(answer).toMatchObject({ reasoning: 'Hm.', text: 'Whole.' });
    expect(answer.end?.kind).toBe('finished');
  });
});

describe('a model that refuses fields of reasoning', () => {
  /** Refuses each of these fields as OpenAI words it. */
  const refusing = (words: Partial<Record<Withheld, string>>): Behaviour => ({
    kind: 'choose',
    choose({ body }) {
      const sent: Readonly<Record<Withheld, boolean>> = {
        summary: JSON.stringify(body?.['reasoning'] ?? {}).includes('summary'),
        encrypted: body?.['include'] !== undefined,
        store: body?.['store'] !== undefined,
      };
      const field = withheldFields.find((each) => sent[each] && words[each] !== undefined);
      const message = field === undefined ? undefined : words[field];
      return message === undefined
        ? { kind: 'text', text: 'Taken.' }
        : { kind: 'error', status: 400, message };
    },
  });
  const notReasoning =
    "Unsupported parameter: 'reasoning.summary' is not supported with this model.";
  const notVerified = 'Your organization must be verified to generate reasoning summaries.';
  const notSealed = 'Encrypted content is not supported with this model.';
  const unknown = "Unrecognized request arguments supplied: 'store'";

  it.each([
    [{ summary: notReasoning, encrypted: notSealed }, 2, ['summary', 'encrypted']],
    [{ encrypted: notSealed }, 2, ['summary', 'encrypted']],
    [{ summary: notVerified }, 2, ['summary']],
    [{ summary: notReasoning, store: unknown }, 3, ['summary', 'encrypted', 'store']],
  ] as const)('is not asked for them again: %j', async (words, requests, learned) => {
    const stored = new Map<string, readonly Withheld[]>();
    const quirks: ModelQuirks = {
      refusesSystem: () => false,
      rememberSystemRefused: () => undefined,
      refusedParameters: () => [],
      rememberContext: () => undefined,
      sawTokens: () => undefined,
      rememberRefusedParameters: () => undefined,
      withheld: (model) => stored.get(model) ?? [],
      rememberWithheld: (model, fields) => stored.set(model, fields),
    };
    provider.next(refusing(words), requests + 1);
    const before = provider.requests.length;
    const connection = connectionTo(provider.baseUrl, { quirks });
    expect((await hearResponse(connection)).text).toBe('Taken.');
    expect(provider.requests.length - before).toBe(requests);
    expect(stored.get('scripted-model')).toEqual(learned);
    expect((await hearResponse(connection)).text).toBe('Taken.');
    expect(provider.requests.length - before).toBe(requests + 1);
  });
});
