import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { isNameHidden } from '../../../shared/model/tree/comparison.ts';
import { columnWords } from '../transcript.ts';

/** The words for each answer of these that stands beside others, such as "Answer 2 of 3, chosen". */
export function writtenColumns(messages: readonly Message[]): ReadonlyMap<Id, string> {
  const byQuestion = new Map<Id, Message[]>();
  const followed = new Set(messages.map(({ parentId }) => parentId));
  const chosen = new Set(messages.map(({ comparison }) => comparison?.chosen));
  for (const message of messages) {
    const { parentId, compared } = message;
    if (compared === undefined || parentId === null) continue;
    const beside = byQuestion.get(parentId);
    if (beside === undefined) byQuestion.set(parentId, [message]);
    else beside.push(message);
  }
  const written = new Map<Id, string>();
  for (const beside of byQuestion.values()) {
    if (beside.length < 2) continue;
    const goesOn = beside.find(({ id }) => followed.has(id));
    for (const [index, { id }] of beside.entries()) {
      const isChosen = goesOn === undefined ? chosen.has(id) : goesOn.id === id;
      written.set(id, columnWords({ number: index + 1, count: beside.length, isChosen }));
    }
  }
  return written;
}

/** The message without who answered, as long as the person must not know it. */
export function withoutHiddenName(
  { messages }: Pick<Conversation, 'messages'>,
  message: Message,
): Message {
  if (!isNameHidden(messages, message)) return message;
  const { model: _model, providerId: _providerId, details: _details, ...rest } = message;
  return rest;
}
