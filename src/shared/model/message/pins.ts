import type { Conversation, Id } from '../conversation.ts';

/** The most pinned messages of a conversation. */
export const maxPins = 500;

type WithPins = Pick<Conversation, 'pins'>;

/** True if a message is pinned. */
export function isPinned({ pins = [] }: WithPins, messageId: Id): boolean {
  return pins.some(({ id }) => id === messageId);
}

/** Pins a message, or unpins it. Without pins, nothing of them is left. */
export function withPin<C extends WithPins>(of: C, messageId: Id, pinned: boolean): C {
  const { pins, ...rest } = of;
  const others = pins?.filter(({ id }) => id !== messageId) ?? [];
  const next = pinned ? [...others, { id: messageId }] : others;
  // All that may be gone is an optional field.
  return (next.length === 0 ? rest : { ...rest, pins: next }) as C;
}
