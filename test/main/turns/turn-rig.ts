import { onTestFinished } from 'vitest';
import type { Client } from '../../../src/shared/contract/client.ts';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type { ToolRunner } from '../../../src/main/turns/calls/tool-runner.ts';
import { createTurnService } from '../../../src/main/turns/turn-service.ts';
import type { Message, Part } from '../../../src/shared/model/conversation.ts';
import { createMemoryStore } from './memory-store.ts';
import { startOtherServer, type Line } from './other-wire.ts';

/** A call of the tool `echo`. */
export const call = (id: string, args = '{}'): Line => ({ call: 'echo', id, with: args });
export const callsTool: Line = { end: 'tool_calls' };
export const stop: Line = { end: 'stop' };

/** The turn service in memory, with a model on a test wire that gives these answers in turn. */
export async function setUp(tools: ToolRunner, ...answers: readonly (readonly Line[])[]) {
  const server = await startOtherServer(...answers);
  onTestFinished(() => server.close());
  const { protocol } = server;
  const store = createMemoryStore();
  const reported: unknown[] = [];
  const client: Client = { id: 1, send: () => undefined };
  const emit = (): void => undefined;
  const conversations = createConversationService(store, { now: Date.now }, newId, emit);
  const turns = createTurnService({
    conversations,
    store,
    newId,
    clients: () => [client],
    choose: () => Promise.resolve({ providerId: 'other', model: 'other-1', protocol }),
    settings: () => ({ systemPrompt: '', idleTimeoutSeconds: 30 }),
    onAnswered: () => undefined,
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    toolsOf: () => Promise.resolve(tools),
    report: (error) => reported.push(error),
  });
  const { id } = await conversations.create();
  const answer = async (): Promise<Message> => {
    const { messages, leafId } = await conversations.get(id);
    const message = messages[leafId ?? ''];
    if (message === undefined) throw new Error('There is no answer.');
    return message;
  };
  const ask = async (text = 'Go'): Promise<Message> => {
    await turns.send(id, text);
    await turns.whenIdle(id);
    return answer();
  };
  return { conversations, turns, id, ask, answer, store, reported, questions: server.questions };
}

/** A short form of parts: their kinds and texts. */
export function short(parts: readonly Part[]): readonly string[] {
  return parts.map((part) => {
    switch (part.kind) {
      case 'text':
      case 'reasoning':
        return `${part.kind} ${part.text}`;
      case 'tool_call':
        return `call ${part.callId} ${part.state}`;
      case 'tool_result': {
        const words = part.content.map((each) => (each.kind === 'text' ? each.text : each.kind));
        return `result ${part.callId} ${words.join(' ')}${part.isError ? ' (error)' : ''}`;
      }
      case 'image':
      case 'file':
      case 'citation':
        return part.kind;
    }
  });
}
