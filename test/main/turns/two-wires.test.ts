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
import type { AskedFor, Behaviour, TextBehaviour } from '../../provider/behaviour.ts';
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
async function converse(wire: ModelWire): Promise<Conversation> {
  let asked = 0;
  provider.onRequest((request: AskedFor): Behaviour | undefined => {
    const answer = answers[asked];
    if (answer === undefined) return undefined;
    const strict =
      wire === 'responses'
        ? strictResponses(answer)
        : strictlyAnswered(answer, 'paired_tools', 'alternating', 'no_empty');
    const chosen = strict.kind === 'choose' ? strict.choose(request) : strict;
    if (chosen === answer) asked += 1;
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
  return conversations.get(id);
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
      { ...message, parts: message.parts.map(plainPart) },
    ]),
  );
  const conversation = { ...whole, messages };
  const json = Buffer.concat(conversationAsJson(conversation, null, 'now')).toString('utf8');
  const path = pathTo(conversation.messages, conversation.leafId);
  const markdown = conversationAsMarkdown(conversation, path, () => null);
  return [comparable(json, conversation), comparable(markdown, conversation)];
}

describe('a conversation over both wires', () => {
  it('has the same tree and the same export', async () => {
    const overChat = await converse('chat_completions');
    const before = provider.requests.length;
    const overResponses = await converse('responses');
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
