import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import type { ToolDefinition } from '../../../src/main/wire/protocol.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { newsWords } from '../../../src/shared/words/news-words.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { strictlyAnswered } from '../../provider/strict.ts';
import { connectionTo } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const tool = (name: string, inputSchema: ToolDefinition['inputSchema'] = {}): ToolDefinition => ({
  name,
  description: `Does ${name}.`,
  inputSchema: { type: 'object', ...inputSchema },
});
const tools = ['files__read', 'files__write', 'clock__now'].map((name) => tool(name));

interface SentTool {
  readonly function: { readonly name: string; readonly parameters?: unknown };
}
const sentTools = (at: number): readonly SentTool[] =>
  (provider.requestsOf('stream').at(at)?.body?.['tools'] ?? []) as readonly SentTool[];
const sentNames = (at = -1): readonly string[] => sentTools(at).map((each) => each.function.name);

function begin(model = 'm') {
  const protocol = chatCompletions(connectionTo(provider.baseUrl));
  return async (behaviour: Behaviour, offered: readonly ToolDefinition[] = tools) => {
    provider.script(behaviour);
    const before = provider.requestsOf('stream').length;
    const steps: ChatStep[] = [];
    const question = {
      model,
      messages: [{ role: 'user', contents: [{ kind: 'text', text: 'Hello?' }] }],
      tools: offered,
      idleTimeoutMs: 10_000,
    } as const;
    for await (const step of protocol.ask(question, new AbortController().signal)) steps.push(step);
    const news = steps.flatMap((step) => (step.kind === 'news' ? [newsWords(step.news)] : []));
    return {
      end: steps.at(-1),
      news,
      requests: provider.requestsOf('stream').length - before,
    };
  };
}

/** Refuses with this message while a tool of that name is in the request. */
const refuses = (name: string, message: string, status = 400): Behaviour => ({
  kind: 'choose',
  choose: ({ body }) =>
    JSON.stringify(body?.['tools'] ?? []).includes(`"${name}"`)
      ? { kind: 'error', status, message }
      : { kind: 'text', text: 'Hello.' },
});

describe('a refusal that names a tool', () => {
  it.each([
    // openai: https://github.com/xinnan-tech/xiaozhi-esp32-server/issues/1466
    "Invalid 'tools[1].function.parameters': schema must have type 'object'.",
    "Invalid schema for function 'files__write': In context=(), array schema missing items.",
    // Anthropic's layer
    'tools.1.custom.input_schema: JSON schema is invalid.',
    // Gemini behind another server: cline/cline#7339
    '* GenerateContentRequest.tools[0].function_declarations[1].parameters.properties[a].items: missing field.',
    'Tool definition files__write has invalid parameters',
  ])('leaves that one out, says so, and keeps to it: %s', async (message) => {
    const ask = begin(message);
    const first = await ask(refuses('files__write', message));
    expect(first.end?.kind).toBe('finished');
    expect(sentNames()).toEqual(['files__read', 'clock__now']);
    expect(first.news).toEqual([
      `Test server refused a tool for ${message}: files__write. The question was asked without it.`,
    ]);
    const again = await ask(refuses('files__write', message));
    expect(again).toMatchObject({ requests: 1, news: [] });
    // A changed definition is tried again.
    const changed = tools.map((each) => ({ ...each, description: 'New.' }));
    expect((await ask({ kind: 'text', text: 'Hello.' }, changed)).requests).toBe(1);
    expect(sentNames()).toContain('files__write');
  });

  it('may name several, one after the other, but not for ever', async () => {
    const many = Array.from({ length: 20 }, (_none, at) => tool(`tool_${String(at)}`));
    const ask = begin();
    const first = await ask({ kind: 'error', status: 400, message: "Invalid 'tools[0]'" }, many);
    expect(first.end?.kind).toBe('failed');
    expect(first.requests).toBe(7);
    const next = await ask(refuses('tool_0', "Invalid 'tools[0].function'"), many);
    expect(next).toMatchObject({ requests: 2, end: { kind: 'finished' } });
  });

  it('is told as it is where it names none, or tools are not to blame', async () => {
    const ask = begin();
    for (const message of ['Invalid temperature', 'tool_call_ids did not have response messages']) {
      const heard = await ask({ kind: 'error', status: 400, message });
      expect(heard).toMatchObject({ news: [], end: { kind: 'failed' } });
    }
  });
});

describe('a server that takes no tools', () => {
  const refusals: readonly (readonly [status: number, words: string, requests: number])[] = [
    // ollama/ollama#14795
    [400, 'registry.ollama.ai/library/gemma3:4b does not support tools', 2],
    // pydantic/pydantic-ai#2896
    [404, 'No endpoints found that support tool use. To learn more, visit: x', 2],
    [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser', 2],
    [500, 'tools param requires --jinja flag', 2],
    [400, 'Function calling is not enabled for models/gemma-3-27b-it', 2],
    // This could also mean `stream_options`, which is removed first.
    [400, 'Unrecognized request argument supplied: tools', 3],
  ];

  it.each(refusals)('is asked once more without: %i %s', async (status, message, requests) => {
    const ask = begin(message);
    const server: Behaviour = {
      kind: 'choose',
      choose: ({ body }) =>
        body?.['tools'] === undefined
          ? { kind: 'text', text: 'Hello.' }
          : { kind: 'error', status, message },
    };
    const first = await ask(server);
    expect(first).toMatchObject({ requests, end: { kind: 'finished' } });
    expect(first.news).toEqual([
      `${message} takes no tools at Test server. The question was asked without tools; choose another model to use them.`,
    ]);
    expect(await ask(server)).toMatchObject({ requests: 1, news: [] });
  });
});

describe('tools for Gemini', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    properties: {
      path: { type: ['string', 'null'], format: 'uri', default: '' },
      depth: { type: 'integer', enum: [1, 2], exclusiveMinimum: 0 },
      node: { $ref: '#/$defs/node' },
    },
    required: ['path', 'gone'],
    $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
  };

  it('have their schemas in its subset, also where a refusal has shown who is there', async () => {
    const offered = [tool('7zip__list', schema), tool('clock__now')];
    const strict = strictlyAnswered({ kind: 'text', text: 'Hello.' }, 'gemini');
    for (const [model, requests] of [
      ['google/gemini-3-pro', 1],
      ['unknown', 2],
    ] as const) {
      const heard = await begin(model)(strict, offered);
      expect(heard).toMatchObject({ requests, news: [], end: { kind: 'finished' } });
      expect(sentNames()).toEqual(['_7zip__list', 'clock__now']);
      expect(sentTools(-1)[1]?.function).not.toHaveProperty('parameters');
    }
  });

  it('are called by their own names', async () => {
    const calls = [{ id: 'a', name: '_7zip__list', arguments: '{}' }];
    provider.script({ kind: 'text', text: '', toolCalls: calls });
    const steps: ChatStep[] = [];
    const question = {
      model: 'gemini-3-pro',
      messages: [{ role: 'user', contents: [{ kind: 'text', text: 'List.' }] }],
      tools: [tool('7zip__list')],
      idleTimeoutMs: 10_000,
    } as const;
    const protocol = chatCompletions(connectionTo(provider.baseUrl));
    for await (const step of protocol.ask(question, new AbortController().signal)) steps.push(step);
    expect(steps.find(({ kind }) => kind === 'tool')).toMatchObject({ name: '7zip__list' });
  });
});
