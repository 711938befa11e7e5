import {
  attachmentsOf,
  textOf,
  type Conversation,
  type Message,
} from '../../shared/model/conversation.ts';
import { pathTo } from '../../shared/model/tree.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import { nameConversation } from './title.ts';
import type { ChosenModel } from './turn-service.ts';

/** How long a name may take, in ms; after that the first words stay. */
const namingTimeoutMs = 60_000;

/** What a message says; the names of what is attached where that is all it has. */
function wordsOf(message: Message): string {
  const text = textOf(message);
  if (text !== '') return text;
  return attachmentsOf(message)
    .map(({ name }) => name)
    .join(', ');
}

/** Only the first exchange names a conversation, and never one that the person has named. */
function firstExchange(conversation: Conversation): { question: string; answer: string } | null {
  if (conversation.titledBy !== 'first_words') return null;
  const path = pathTo(conversation.messages, conversation.leafId);
  const [question, answer] = path;
  if (path.length !== 2 || question === undefined || answer === undefined) return null;
  if (answer.status !== 'complete' && answer.status !== 'truncated') return null;
  return { question: wordsOf(question), answer: textOf(answer) };
}

/**
 * Lets the model name a new conversation after its first exchange. A failure is silent: the title
 * from the first words is sensible enough.
 */
export async function nameAfterFirstExchange(
  conversations: ConversationService,
  conversation: Conversation,
  { connection, model }: ChosenModel,
): Promise<void> {
  const exchange = firstExchange(conversation);
  if (exchange === null) return;
  const title = await nameConversation({
    connection,
    model,
    ...exchange,
    signal: AbortSignal.timeout(namingTimeoutMs),
  });
  if (title === null) return;
  const isThere = conversations.heads().some(({ id }) => id === conversation.id);
  if (!isThere) return;
  await conversations.change(conversation.id, (before) =>
    before.titledBy === 'first_words' ? { ...before, title, titledBy: 'model' } : before,
  );
}
