import { OpenAI } from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MakeSource } from '../../../src/main/tools/ports.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { createApiService } from '../../../src/main/local-api/service.ts';
import { memoryTokens } from '../local-api/support.ts';
import { callOf, program, serverOf, type Program } from './rig.ts';
import { toolOf } from './scripted-server.ts';

async function withApi(more: readonly MakeSource[] = []): Promise<
  Program & {
    readonly id: string;
    readonly address: string;
    readonly token: string;
    readonly post: (path: string, body: object) => Promise<string>;
  }
> {
  const p = await program({ more });
  await p.add(serverOf('files'));
  p.servers.list('files', toolOf('write'));
  const api = createApiService({
    core: p.core,
    settings: p.store.settings,
    tokens: memoryTokens(),
    tell: () => undefined,
    report: () => undefined,
    version: '1',
  });
  onTestFinished(() => api.stop());
  const { address } = await api.serve(0);
  const { token } = await api.createToken('Test');
  return {
    ...p,
    address,
    token,
    id: await p.converse('files', 'calculator'),
    async post(path, body) {
      const headers = { authorization: `Bearer ${token}` };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(`${address}${path}`, init)).text();
    },
  };
}

/** The text of an answer that comes as events, however many there are. */
function textIn(events: string): string {
  const pieces = events.matchAll(/^data: (\{"content":"[^"]*"\})$/gmu);
  return [...pieces]
    .map(([, data]) => (JSON.parse(data ?? '') as { content: string }).content)
    .join('');
}

describe('a program that asks through the API', () => {
  it('gets tools run only if it says so, and nothing that is not allowed where no window is', async () => {
    const p = await withApi();
    const wish = { prompt: 'Go', conversation: p.id };
    p.script();
    expect(await p.post('/chat', wish)).toBe('The end.');
    expect(p.provider.requests.at(-1)?.body).not.toHaveProperty('tools');
    p.script([
      callOf('a', 'calculate', { expression: '6*7' }),
      callOf('b', 'FILES__write', { n: 1 }),
    ]);
    const told = await p.post('/chat/sse', { ...wish, run_tools: true });
    expect(told).toContain('"content":"42"');
    expect(told).toContain('{"id":"b","state":"denied"}');
    expect(textIn(told)).toBe('The end.');
    expect(p.servers.calls).toEqual([]);
    expect(p.complaints()).toEqual([]);
  });

  it('is not told of calls where it would run them itself', async () => {
    const p = await withApi();
    p.script([callOf('a', 'calculate', { expression: '6*7' })]);
    const answer = await p.post('/v1/chat/completions', {
      model: 'scripted-model',
      messages: [{ role: 'user', content: 'Go' }],
      conversation: p.id,
      run_tools: true,
    });
    expect(answer).toContain('The end.');
    expect(answer).not.toContain('tool_calls');
    expect(p.provider.requests.at(-1)?.body).not.toHaveProperty('run_tools');
  });
});

/** A message as the model's server gets it. */
interface SentMessage {
  readonly role: string;
  readonly content: unknown;
  readonly tool_calls?: readonly { readonly id: string }[];
}

const ownTool = {
  type: 'function' as const,
  function: { name: 'edit', parameters: { type: 'object', properties: {} } },
};
const asked = {
  model: 'scripted-model',
  messages: [{ role: 'user' as const, content: 'Go' }],
  run_tools: true,
};

describe('a program without a conversation', () => {
  async function withTools() {
    const p = await withApi();
    p.store.settings.update((before) => ({
      ...before,
      tools: { on: ['calculator', 'files'], off: [] },
    }));
    return p;
  }

  it('gets the tools of new conversations, and nothing is saved', async () => {
    const p = await withTools();
    const before = p.conversations.heads().length;
    p.script([
      callOf('a', 'calculate', { expression: '6*7' }),
      callOf('b', 'FILES__write', { n: 1 }),
    ]);
    const told = await p.post('/chat/sse', { prompt: 'Go', run_tools: true });
    expect(told).toContain('"content":"42"');
    expect(told).toContain('{"id":"b","state":"denied"}');
    expect(textIn(told)).toBe('The end.');
    expect(p.servers.calls).toEqual([]);
    p.script([callOf('c', 'calculate', { expression: '1+1' })]);
    expect(await p.post('/chat', { prompt: 'Go', run_tools: true })).toBe('The end.');
    expect(p.conversations.heads()).toHaveLength(before);
    expect(p.complaints()).toEqual([]);
  });

  it.each([true, false])(
    'gets calls of its own tools passed back, while Parley runs its own (streamed: %s)',
    async (isStreamed) => {
      const p = await withTools();
      const client = new OpenAI({ baseURL: `${p.address}/v1`, apiKey: p.token, maxRetries: 0 });
      p.script(
        [callOf('a', 'calculate', { expression: '6*7' })],
        [callOf('b', 'edit', { line: 42 }), callOf('c', 'calculate', { expression: '1+1' })],
      );
      const body = { ...asked, tools: [ownTool], tool_choice: 'required' as const };
      const answer = isStreamed
        ? await client.chat.completions.stream(body).finalChatCompletion()
        : await client.chat.completions.create(body);
      const [choice] = answer.choices;
      expect(choice?.finish_reason).toBe('tool_calls');
      expect(choice?.message.tool_calls).toMatchObject([
        { id: 'b', type: 'function', function: { name: 'edit', arguments: '{"line":42}' } },
      ]);
      const [first, second] = p.provider.requestsOf('stream');
      const offered = JSON.stringify(first?.body?.['tools']);
      for (const name of ['calculate', 'FILES__write', 'edit']) expect(offered).toContain(name);
      expect(first?.body).toMatchObject({ tool_choice: 'required' });
      expect(first?.body).not.toHaveProperty('run_tools');
      // A demanded call has been made.
      expect(second?.body).not.toHaveProperty('tool_choice');
      p.script();
      const made = choice?.message.tool_calls ?? [];
      const next = await client.chat.completions.create({
        ...body,
        messages: [
          ...asked.messages,
          { role: 'assistant', content: null, tool_calls: made },
          { role: 'tool', tool_call_id: 'b', content: 'Edited.' },
        ],
      });
      expect(next.choices[0]?.message.content).toBe('The end.');
      // The model sees again what Parley's tools have answered, and the program's own call last.
      const sent = (p.provider.requests.at(-1)?.body?.messages ?? []) as readonly SentMessage[];
      expect(
        sent.map(({ role, content, tool_calls: calls = [] }) => [
          role,
          calls.map(({ id }) => id).join() || content,
        ]),
      ).toEqual([
        ['user', 'Go'],
        ['assistant', 'a'],
        ['tool', '42'],
        ['assistant', 'c'],
        ['tool', '2'],
        ['assistant', 'b'],
        ['tool', 'Edited.'],
      ]);
      expect(p.complaints()).toEqual([]);
      expect(p.reported).toEqual([]);
    },
  );

  it('gets its own tool where one of Parley has the same name', async () => {
    const p = await withTools();
    p.script([callOf('a', 'calculate', { x: 1 })]);
    const tools = [{ type: 'function', function: { name: 'calculate', parameters: {} } }];
    const answer = await p.post('/v1/chat/completions', { ...asked, tools });
    expect(answer).toContain('"name":"calculate"');
    const sent = p.provider.requestsOf('stream')[0]?.body?.['tools'];
    expect(JSON.stringify(sent).match(/"name":"calculate"/g)).toHaveLength(1);
  });

  it('shows tools what it said and what came of it, as a conversation would', async () => {
    const seen: Conversation[] = [];
    const looker: MakeSource = ({ conversation }) => ({
      id: 'looker',
      kind: 'built_in',
      name: '',
      state: () => ({ kind: 'off' }),
      tools: () => Promise.resolve([toolOf('look', { needsNoPermission: true })]),
      instructions: () => '',
      async call(_name, _args, { conversationId }) {
        seen.push(await conversation(conversationId));
        return { content: [{ kind: 'text', text: 'Seen.' }], isError: false };
      },
    });
    const p = await withApi([looker]);
    p.store.settings.update((before) => ({ ...before, tools: { on: ['looker'], off: [] } }));
    p.script([callOf('a', 'look')]);
    await p.post('/chat', { prompt: 'See https://a.example', run_tools: true });
    const [conversation] = seen;
    const path = pathTo(conversation?.messages ?? {}, conversation?.leafId ?? null);
    expect(path.map(({ role, parts }) => [role, parts[0]?.kind])).toEqual([
      ['user', 'text'],
      ['assistant', 'tool_call'],
    ]);
    expect(JSON.stringify(path)).toContain('https://a.example');
    await expect(p.turns.look(conversation?.id ?? '')).rejects.toThrow();
  });
});
