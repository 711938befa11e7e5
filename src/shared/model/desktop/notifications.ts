/**
 * What notifications say of an answer. `kind`: only that it is done or has failed. `title`: also the
 * title of its conversation. `answer`: also how it begins.
 */
export const notificationChoices = ['off', 'kind', 'title', 'answer'] as const;
export type NotificationChoice = (typeof notificationChoices)[number];

/** A message, as the place that a notification leads to. */
export interface MessagePlace {
  readonly conversationId: string;
  /** Null for the conversation as a whole. */
  readonly messageId: string | null;
}
