import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Conversation,
  ConversationHead,
  Id,
  Message,
} from '../../src/shared/model/conversation.ts';

/** A message of a seeded conversation. `after`: the index of its parent in the list, or null. */
interface SeedMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly after: number | null;
  readonly model?: string;
  /** Tokens of question and answer. */
  readonly usage?: readonly [prompt: number, completion: number];
}

/** A conversation to add to a data folder. */
export interface SeedConversation extends Partial<
  Pick<ConversationHead, 'pinned' | 'archived' | 'folder' | 'compare'>
> {
  readonly title: string;
  /** Days before now. */
  readonly age: number;
  readonly messages: readonly SeedMessage[];
  /** The index of the last message on show; the newest by default. */
  readonly leaf?: number;
}

const day = 86_400_000;

/** An id that sorts by its numbers. */
function idOf(conversation: number, message: number): Id {
  return `01900000-0000-7000-8000-${(conversation * 100_000 + message).toString(16).padStart(12, '0')}`;
}

/** A question and its answer, one after the other. */
export function exchange(question: string, answer: string, model = 'scripted-1'): SeedMessage[] {
  return [
    { role: 'user', text: question, after: null },
    { role: 'assistant', text: answer, after: 0, model, usage: [120, 480] },
  ];
}

/** Writes conversations in Parley's format. Returns their ids. */
export function seedLibrary(
  userData: string,
  conversations: readonly SeedConversation[],
): readonly Id[] {
  const folder = join(userData, 'conversations');
  mkdirSync(folder, { recursive: true });
  return conversations.map((seed, at) => {
    const { title, age, messages, leaf, ...organized } = seed;
    const time = Date.now() - age * day;
    const made = messages.map((message, index): Message => {
      const { role, text, after, model, usage } = message;
      return {
        id: idOf(at + 1, index + 1),
        parentId: after === null ? null : idOf(at + 1, after + 1),
        role,
        parts: [{ kind: 'text', text }],
        status: 'complete',
        createdAt: new Date(time + index * 1000).toISOString(),
        ...(model === undefined ? {} : { model }),
        ...(usage === undefined
          ? {}
          : {
              usage: {
                promptTokens: usage[0],
                completionTokens: usage[1],
                totalTokens: usage[0] + usage[1],
              },
            }),
      };
    });
    const conversation: Conversation = {
      version: 3,
      id: idOf(at + 1, 0),
      title,
      titledBy: 'person',
      createdAt: new Date(time).toISOString(),
      updatedAt: new Date(time + messages.length * 1000).toISOString(),
      systemPrompt: null,
      providerId: null,
      model: null,
      leafId: made[leaf ?? made.length - 1]?.id ?? null,
      messages: Object.fromEntries(made.map((message) => [message.id, message])),
      ...organized,
    };
    writeFileSync(join(folder, `${conversation.id}.json`), JSON.stringify(conversation));
    return conversation.id;
  });
}
