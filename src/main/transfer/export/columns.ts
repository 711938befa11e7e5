import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { isNameHidden } from '../../../shared/model/tree/comparison.ts';
import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import type { WrittenColumn } from '../transcript.ts';

/** Writes the place of an answer: "Answer 2 of 3, chosen". */
export function columnWords({ number, count, isChosen }: WrittenColumn): string {
  const place = { number, count };
  return withoutIsolates(isChosen ? t('export.column.chosen', place) : t('export.column', place));
}

/** The place of each answer of these that stands beside others. */
export function writtenColumns(messages: readonly Message[]): ReadonlyMap<Id, WrittenColumn> {
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
  const written = new Map<Id, WrittenColumn>();
  for (const beside of byQuestion.values()) {
    if (beside.length < 2) continue;
    const goesOn = beside.find(({ id }) => followed.has(id));
    for (const [index, { id }] of beside.entries()) {
      const isChosen = goesOn === undefined ? chosen.has(id) : goesOn.id === id;
      written.set(id, { number: index + 1, count: beside.length, isChosen });
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
