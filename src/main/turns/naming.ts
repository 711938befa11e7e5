import {
  attachmentsOf,
  textOf,
  type Conversation,
  type Message,
} from '../../shared/model/conversation.ts';
import { pathTo } from '../../shared/model/tree.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import { nameConversation } from './title.ts';
import { freeAccount, paying, type OpenAccount } from './account.ts';
import type { ChosenModel } from './turn-service.ts';

/** Time limit for naming (ms); after that the title from the first words stays. */
const namingTimeoutMs = 60_000;

/** The text of a message, or the names of its attachments if it has no text. */
function wordsOf(message: Message): string {
  const text = textOf(message);
  if (text !== '') return text;
  return attachmentsOf(message)
    .map(({ name }) => name)
    .join(', ');
}

/** The first exchange of a conversation that the person has not named; null otherwise. */
function firstExchange(conversation: Conversation): { question: string; answer: string } | null {
  if (conversation.titledBy !== 'first_words') return null;
  // A conversation with several answers is named when the last of them is complete.
  const all = Object.values(conversation.messages);
  if (all.some(({ status }) => status === 'streaming')) return null;
  const path = pathTo(conversation.messages, conversation.leafId);
  const [question, answer] = path;
  if (path.length !== 2 || question === undefined || answer === undefined) return null;
  if (answer.status !== 'complete' && answer.status !== 'truncated') return null;
  return { question: wordsOf(question), answer: textOf(answer) };
}

/**
 * Has the model name a new conversation after its first exchange. Failures are silent: the title
 * from the first words is good enough.
 */
export async function nameAfterFirstExchange(
  conversations: ConversationService,
  conversation: Conversation,
  chosen: ChosenModel,
  openAccount?: OpenAccount,
): Promise<void> {
  const exchange = firstExchange(conversation);
  const naming = conversation.assistant?.naming;
  if (exchange === null || naming?.kind === 'off') return;
  const account =
    openAccount?.({
      purpose: 'title',
      conversation,
      messageId: null,
      chosen,
      mayPassLimits: false,
    }) ?? freeAccount;
  const { protocol, model } = chosen;
  const title = await nameConversation({
    // A limit that stops it is one of the failures.
    protocol: {
      ask: (question, signal) => paying(account, question, () => protocol.ask(question, signal)),
    },
    model,
    ...exchange,
    instruction: naming?.text,
    signal: AbortSignal.timeout(namingTimeoutMs),
  }).finally(() => account.close());
  if (title === null) return;
  const isThere = conversations.heads().some(({ id }) => id === conversation.id);
  if (!isThere) return;
  await conversations.change(conversation.id, (before) =>
    before.titledBy === 'first_words' ? { ...before, title, titledBy: 'model' } : before,
  );
}
