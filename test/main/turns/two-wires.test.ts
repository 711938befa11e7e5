import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { conversationAsJson } from '../../../src/main/transfer/export/json.ts';
import { conversationAsMarkdown } from '../../../src/main/transfer/export/markdown.ts';
import { createTurnService } from '../../../src/main/turns/turn-service.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import type { ModelWire } from '../../../src/main/wire/connection.ts';
import { responses } from '../../../src/main/wire/responses/protocol.ts';
import type { Client } from '../../../src/shared/contract/client.ts';
import type { Conversation, Part } from '../../../src/shared/model/conversation.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import type {
  AskedFor,
  Behaviour,
  ChatRequestBody,
  TextBehaviour,
} from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { strictResponses } from '../../provider/responses/strict.ts';
import { strictlyAnswered } from '../../provider/strict.ts';
import { connectionTo } from '../wire/support.ts';
import { createMemoryStore } from './memory-store.ts';
import { scriptedTools } from './scripted-tools.ts';

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

const wires = { chat_completions: chatCompletions, responses } as const;
const usageValues = {
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 2 },
};

const answers: readonly TextBehaviour[] = [
  {
    kind: 'text',
    text: 'Let me see.',
    reasoning: 'I had better look.',
    toolCalls: [
      { id: 'call_a', name: 'echo', arguments: '{"text":"a"}' },
      { id: 'call_b', name: 'echo', arguments: '{"text":"b"}' },
    ],
    usageValues,
  },
  { kind: 'text', text: 'It said **a** and b.', reasoning: 'So that is it.', usageValues },
  { kind: 'text', text: 'Or so it seems.', reasoning: 'Once more.', usageValues },
  { kind: 'text', text: 'This stops at', finishReason: 'length', usageValues },
  { kind: 'text', text: ' the limit.', usageValues },
];

/** The same conversation, over one wire: tools, reasoning, a branch, an answer that is cut. */
async function converse(
  wire: ModelWire,
): Promise<{ conversation: Conversation; bodies: readonly ChatRequestBody[] }> {
  let asked = 0;
  const bodies: ChatRequestBody[] = [];
  provider.onRequest((request: AskedFor): Behaviour | undefined => {
    const answer = answers[asked];
    if (answer === undefined) return undefined;
    const strict =
      wire === 'responses'
        ? strictResponses(answer)
        : strictlyAnswered(answer, 'paired_tools', 'alternating', 'no_empty');
    const chosen = strict.kind === 'choose' ? strict.choose(request) : strict;
    if (chosen === answer) {
      asked += 1;
      if (request.body !== null) bodies.push(request.body);
    }
    return chosen;
  });
  const store = createMemoryStore();
  const client: Client = { id: 1, send: () => undefined };
  const emit = (): void => undefined;
  const conversations = createConversationService(store, { now: Date.now }, newId, emit);
  const turns = createTurnService({
    conversations,
    store,
    newId,
    clients: () => [client],
    choose: () =>
      Promise.resolve({
        providerId: 'p',
        model: 'm',
        protocol: wires[wire](connectionTo(provider.baseUrl, { providerId: 'p' })),
      }),
    settings: () => ({ systemPrompt: 'Be brief.', idleTimeoutSeconds: 30 }),
    onAnswered: () => undefined,
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    toolsOf: () => Promise.resolve(scriptedTools()),
    report: (error) => {
      throw error;
    },
  });
  const { id } = await conversations.create();
  const leaf = async (): Promise<string> => (await conversations.get(id)).leafId ?? '';
  await turns.send(id, 'What does it say?');
  await turns.whenIdle(id);
  await turns.regenerate(id, await leaf());
  await turns.whenIdle(id);
  await turns.send(id, 'And then?');
  await turns.whenIdle(id);
  await turns.continueAnswer(id, await leaf());
  await turns.whenIdle(id);
  expect(asked).toBe(answers.length);
  return { conversation: await conversations.get(id), bodies };
}

/** A part without what differs between two runs over any wire: durations and opaque fields. */
function plainPart(part: Part): Part {
  if (part.kind === 'reasoning') return { kind: 'reasoning', text: part.text };
  if (part.kind !== 'tool_call') return part;
  const { opaque: _opaque, ...call } = part;
  return call;
}

/** Replaces ids and times. */
function comparable(text: string, conversation: Conversation): string {
  const ids = [conversation.id, ...Object.keys(conversation.messages).toSorted()];
  const named = ids.reduce((rest, id, at) => rest.replaceAll(id, `id ${String(at)}`), text);
  return named.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');
}

function exported(whole: Conversation): readonly string[] {
  const messages = Object.fromEntries(
    Object.entries(whole.messages).map(([id, message]) => [
      id,
      {
        ...message,
        parts: message.parts.map(plainPart),
        // What else is in there is an id or a time.
        details: { parameters: message.details?.parameters },
      },
    ]),
  );
  const conversation = { ...whole, messages };
  const json = Buffer.concat(conversationAsJson(conversation, null, 'now')).toString('utf8');
  const path = pathTo(conversation.messages, conversation.leafId);
  const markdown = conversationAsMarkdown(conversation, path, () => null);
  return [comparable(json, conversation), comparable(markdown, conversation)];
}

type Line = readonly [who: string, ...what: unknown[]];
type Sent = Readonly<Record<string, unknown>>;

const plainText = (content: unknown): string =>
  Array.isArray(content)
    ? content.map(({ text }: Sent) => text).join('')
    : typeof content === 'string'
      ? content
      : '';

/** What one message of a chat, or one item of a response's input, says. */
function linesOf(sent: Sent): readonly Line[] {
  const { type, role, content } = sent;
  if (type === 'reasoning') return [];
  if (type === 'function_call') return [['call', sent['name'], sent['arguments']]];
  if (type === 'function_call_output') return [['result', plainText(sent['output'])]];
  if (role === 'tool') return [['result', plainText(content)]];
  const calls = Array.isArray(sent['tool_calls']) ? sent['tool_calls'] : [];
  const text = plainText(content);
  return [
    ...(text === '' ? [] : [[String(role), text] as const]),
    ...calls.map(({ function: made }: { function: Sent }): Line => {
      return ['call', made['name'], made['arguments']];
    }),
  ];
}

/** The model, the tools and all that is said in a request, however its wire puts it. */
function saidIn(body: ChatRequestBody): object {
  const { model, instructions, input, messages } = body;
  const tools = Array.isArray(body['tools']) ? (body['tools'] as readonly Sent[]) : [];
  const items = messages ?? (Array.isArray(input) ? (input as readonly Sent[]) : []);
  return {
    model,
    tools: tools.map((tool) => {
      const { name, description, parameters } = (tool['function'] ?? tool) as Sent;
      return { name, description, parameters };
    }),
    lines: [
      ...(instructions === undefined ? [] : [['system', instructions]]),
      ...items.flatMap((item) => linesOf(item as Sent)),
    ],
  };
}

describe('a conversation over both wires', () => {
  it('has the same tree and the same export', async () => {
    const { conversation: overChat, bodies: chats } = await converse('chat_completions');
    const before = provider.requests.length;
    const { conversation: overResponses, bodies } = await converse('responses');
    expect(chats).toHaveLength(answers.length);
    expect(bodies.map(saidIn)).toEqual(chats.map(saidIn));
    expect(saidIn(bodies[1] ?? {})).toMatchObject({
      lines: [
        ['system', 'Be brief.'],
        ['user', 'What does it say?'],
        ['assistant', 'Let me see.'],
        ['call', 'echo', '{"text":"a"}'],
        ['call', 'echo', '{"text":"b"}'],
        ['result', 'echo {"text":"a"}'],
        ['result', 'echo {"text":"b"}'],
      ],
    });
    const fields = (sent: readonly ChatRequestBody[]): readonly string[] => [
      ...new Set(sent.map((body) => Object.keys(body).toSorted().join(' '))),
    ];
    expect(fields(chats)).toEqual(['messages model stream stream_options tools']);
    expect(fields(bodies)).toEqual([
      'include input instructions model reasoning store stream tools',
    ]);
    expect(exported(overResponses)).toEqual(exported(overChat));
    const paths = provider.requests.map(({ path }) => path);
    expect(new Set(paths.slice(0, before))).toEqual(new Set(['/v1/chat/completions']));
    expect(new Set(paths.slice(before))).toEqual(new Set(['/v1/responses']));
    const kinds = Object.values(overResponses.messages).map(({ parts, status }) => [
      status,
      ...parts.map(({ kind }) => kind),
    ]);
    expect(kinds).toContainEqual([
      'complete',
      'reasoning',
      'text',
      'tool_call',
      'tool_call',
      'tool_result',
      'tool_result',
      'reasoning',
      'text',
    ]);
    expect(Object.keys(overResponses.messages)).toHaveLength(5);
  });
});
