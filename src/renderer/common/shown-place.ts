import type { ShownPlace } from '../../shared/model/updates/update-settings.ts';

/** The place that the window shows of a conversation: its end, or the message at the top. */
export function shownPlace(conversationId: string | null): ShownPlace | null {
  if (conversationId === null) return null;
  const top = document.querySelector('[role="log"]')?.getBoundingClientRect().top ?? 0;
  const messages = [...document.querySelectorAll<HTMLElement>('[data-message-id]')];
  const isAtEnd = (messages.at(-1)?.getBoundingClientRect().bottom ?? 0) <= window.innerHeight;
  const first = messages.find((message) => message.getBoundingClientRect().bottom > top);
  const messageId = isAtEnd ? null : (first?.dataset['messageId'] ?? null);
  return { conversationId, messageId };
}
