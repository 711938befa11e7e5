/**
 * How much notifications say. `kind`: only what has happened, such as that an answer is done.
 * `title`: also the title of its conversation, or the name of the tool or server that waits.
 * `answer`: also how the answer begins.
 */
export const notificationChoices = ['off', 'kind', 'title', 'answer'] as const;
export type NotificationChoice = (typeof notificationChoices)[number];

/** A message, as the place that a notification leads to. */
export interface MessagePlace {
  readonly conversationId: string;
  /** Null for the conversation as a whole. */
  readonly messageId: string | null;
}
