import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import { buildMessages } from '../../../src/main/turns/question.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import type { Question } from '../../../src/main/wire/protocol.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { messageSchema, type Message, type Part } from '../../../src/shared/model/conversation.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import type { Chunk } from '../../provider/chunk.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { strictlyAnswered, type Strictness } from '../../provider/strict.ts';
import { connectionTo } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const base = { parentId: null, createdAt: '2026-01-01T00:00:00.000Z' } as const;
const asked: Message = {
  ...base,
  id: '00000000-0000-4000-8000-000000000001',
  role: 'user',
  parts: [{ kind: 'text', text: 'What time is it?' }],
  status: 'complete',
};
const answered = (parts: readonly Part[]): Message => ({
  ...asked,
  id: '00000000-0000-4000-8000-000000000002',
  role: 'assistant',
  parts,
});

const tools = [{ name: 'time', description: 'Tells it.', inputSchema: { type: 'object' } }];
const delta = (given: object, finish: string | null = null): Chunk => ({
  choices: [{ index: 0, delta: given, finish_reason: finish }],
});
const callDelta = (extra: object = {}): Chunk =>
  delta({
    tool_calls: [
      {
        index: 0,
        id: 'c1',
        type: 'function',
        function: { name: 'time', arguments: '{}' },
        ...extra,
      },
    ],
  });
const stream = (...chunks: readonly Chunk[]): Behaviour => ({
  kind: 'chunks',
  chunks: [...chunks, delta({}, 'tool_calls')],
});

/** Returns the message as it is after a restart, read from its file. */
function reread(message: Message): Message {
  const { parts } = messageSchema.parse(JSON.parse(JSON.stringify(message)));
  return { ...message, parts };
}

interface Asking {
  readonly providerId?: string;
  readonly model?: string;
  readonly parts?: readonly Part[];
}

async function ask(
  behaviour: Behaviour,
  { providerId = 'one', model = 'm', parts = [] }: Asking,
  protocol = chatCompletions(connectionTo(provider.baseUrl, { providerId })),
) {
  provider.script(behaviour);
  const path = parts.length === 0 ? [asked] : [asked, reread(answered(parts))];
  const question: Question = {
    model,
    messages: buildMessages(path, ''),
    tools,
    idleTimeoutMs: 10_000,
    continuesAnswer: parts.length > 0,
  };
  const answer = createAnswer(parts, () => 0);
  const steps: ChatStep[] = [];
  for await (const step of protocol.ask(question, new AbortController().signal)) {
    answer.push(step);
    steps.push(step);
  }
  const body = provider.requestsOf('stream').at(-1)?.body;
  const made = answer.parts();
  const withResult: readonly Part[] = [
    ...made,
    ...made.flatMap((part): Part[] =>
      part.kind === 'tool_call' && part.callId === 'c1' && !parts.includes(part)
        ? [{ kind: 'tool_result', callId: 'c1', content: [], isError: false }]
        : [],
    ),
  ];
  return { parts: withResult, steps, end: steps.at(-1), messages: body?.messages ?? [], protocol };
}

/** The assistant messages of a request. */
const ofAssistant = (messages: readonly object[]) =>
  messages.filter((message) => 'role' in message && message.role === 'assistant');

const thinking = delta({ reasoning_content: 'I need the clock.' });
const details = [
  { type: 'reasoning.text', text: 'I need ', format: 'anthropic-claude-v1', index: 0 },
  { type: 'reasoning.text', text: 'the clock.', format: 'anthropic-claude-v1', index: 0 },
  { type: 'reasoning.text', signature: 'c2ln', format: 'anthropic-claude-v1', index: 0 },
];
const encrypted = { type: 'reasoning.encrypted', data: 'ZW5j', id: 'c1', index: 0 };
const signed = { google: { thought_signature: 'signed by m' } };

describe('what a server wants back with a call', () => {
  it('is DeepSeek’s reasoning, in every message of the turn', async () => {
    const first = await ask(stream(thinking, callDelta()), {});
    const second = await ask(
      stream(delta({ reasoning_content: 'Now I know.' }), delta({ content: 'Noon.' })),
      { parts: first.parts },
    );
    expect(ofAssistant(second.messages)).toMatchObject([
      { reasoning_content: 'I need the clock.' },
    ]);
    const third = await ask({ kind: 'text', text: '!' }, { parts: second.parts });
    expect(ofAssistant(third.messages)).toMatchObject([
      { reasoning_content: 'I need the clock.', tool_calls: [{ id: 'c1' }] },
      { reasoning_content: 'Now I know.', content: 'Noon.' },
    ]);
    expect(first.parts.map(({ kind }) => kind)).toEqual(['reasoning', 'tool_call', 'tool_result']);
  });

  it('is Gemini’s signature, on the call that it came with', async () => {
    const { parts } = await ask(stream(callDelta({ extra_content: signed })), {});
    const next = await ask({ kind: 'text', text: 'Noon.' }, { parts });
    expect(ofAssistant(next.messages)).toMatchObject([
      { tool_calls: [{ id: 'c1', extra_content: signed }] },
    ]);
    const other = await ask({ kind: 'text', text: 'Noon.' }, { parts, model: 'another' });
    expect(JSON.stringify(other.messages)).not.toContain('signed by');
  });

  it('are OpenRouter’s blocks, put together as they were before they were streamed', async () => {
    const pieces = details.map((detail) =>
      delta({ reasoning: detail.text ?? '', reasoning_details: [detail] }),
    );
    const { parts } = await ask(stream(...pieces, callDelta()), {});
    const next = await ask({ kind: 'text', text: 'Noon.' }, { parts });
    const whole = {
      type: 'reasoning.text',
      text: 'I need the clock.',
      signature: 'c2ln',
      format: 'anthropic-claude-v1',
      index: 0,
    };
    expect(ofAssistant(next.messages)).toMatchObject([{ reasoning_details: [whole] }]);
    expect(JSON.stringify(next.messages)).not.toContain('reasoning_content');
  });

  it('may be encrypted, without a word to show', async () => {
    const { parts } = await ask(
      stream(callDelta({ extra_content: signed }), delta({ reasoning_details: [encrypted] })),
      {},
    );
    expect(parts.map(({ kind }) => kind)).toEqual(['tool_call', 'tool_result']);
    const next = await ask({ kind: 'text', text: 'Noon.' }, { parts });
    expect(ofAssistant(next.messages)).toMatchObject([
      { reasoning_details: [encrypted], tool_calls: [{ extra_content: signed }] },
    ]);
  });

  it('goes to no other provider, and is not kept in a turn without calls', async () => {
    const { parts } = await ask(
      stream(thinking, ...details.map((each) => delta({ reasoning_details: [each] })), callDelta()),
      {},
    );
    const elsewhere = await ask({ kind: 'text', text: 'Noon.' }, { parts, providerId: 'two' });
    expect(JSON.stringify(elsewhere.messages)).not.toMatch(/clock|c2ln|reasoning/);
    const plain = await ask(stream(thinking, delta({ content: 'Noon.' })), {});
    expect(JSON.stringify(plain.parts)).not.toContain('opaque');
  });

  it('is read of an answer in one piece as well', async () => {
    const message = {
      role: 'assistant',
      content: null,
      reasoning_content: 'I need the clock.',
      tool_calls: [
        {
          id: 'c1',
          type: 'function',
          function: { name: 'time', arguments: '{}' },
          extra_content: signed,
        },
      ],
    };
    const body = JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'tool_calls' }] });
    const whole: Behaviour = { kind: 'http', status: 200, contentType: 'application/json', body };
    const { parts } = await ask(whole, {});
    const next = await ask({ kind: 'text', text: 'Noon.' }, { parts });
    expect(ofAssistant(next.messages)).toMatchObject([
      { reasoning_content: 'I need the clock.', tool_calls: [{ extra_content: signed }] },
    ]);
  });
});

describe('a strict server that nobody knows', () => {
  const kinds: readonly Strictness[] = ['deepseek', 'gemini', 'mistral'];

  it.each(kinds)(
    'teaches with one refusal what %s wants, and is not asked wrongly again',
    async (kind) => {
      const protocol = chatCompletions(connectionTo(provider.baseUrl, { providerId: 'one' }));
      // The history comes from another provider, which had no such fields.
      const { parts } = await ask(stream(callDelta()), { providerId: 'two' });
      const strict = strictlyAnswered({ kind: 'text', text: 'Noon.' }, kind);
      const count = (): number => provider.requestsOf('stream').length;
      const before = count();
      const first = await ask(strict, { parts }, protocol);
      expect(first.end).toEqual({ kind: 'finished', finishReason: 'stop' });
      expect(count() - before).toBe(2);
      expect((await ask(strict, { parts }, protocol)).end?.kind).toBe('finished');
      expect(count() - before).toBe(3);
    },
  );

  it('that takes no reasoning back gets none from then on', async () => {
    const protocol = chatCompletions(connectionTo(provider.baseUrl, { providerId: 'one' }));
    const { parts } = await ask(stream(thinking, callDelta({ id: 'abcdef123' })), {});
    const words =
      "messages.1.assistant.reasoning_content: property 'reasoning_content' is unsupported";
    const cerebras: Behaviour = {
      kind: 'choose',
      choose: ({ body }) =>
        JSON.stringify(body).includes('reasoning_content')
          ? { kind: 'error', status: 400, message: words }
          : { kind: 'text', text: 'Noon.' },
    };
    expect((await ask(cerebras, { parts }, protocol)).end?.kind).toBe('finished');
    const before = provider.requestsOf('stream').length;
    expect((await ask(cerebras, { parts }, protocol)).end?.kind).toBe('finished');
    expect(provider.requestsOf('stream').length - before).toBe(1);
  });
});
