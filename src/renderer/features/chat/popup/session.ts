import type { Id } from '../../../../shared/model/conversation.ts';
import type { EarlyEnter } from './early-enter.ts';
import type { TriggerMark } from './trigger.ts';

/** An open list, from its mark to the choice. */
export interface PopupSession {
  /** Tells two lists in a row apart. */
  readonly number: number;
  readonly conversationId: Id | null;
  readonly mark: TriggerMark;
  /** The position of the mark, in UTF-16 code units. */
  readonly start: number;
  /** Sources of tools that are on in the conversation. */
  readonly on: readonly string[];
  /** The text of the message that the mark has replaced; '' if none was selected. */
  readonly typedOver: string;
  /** The server chosen in the attach menu, which typed the mark; null if the person did. */
  readonly onlyServer: string | null;
  /** The prompt chosen elsewhere, which typed the mark; null if the person did. */
  readonly promptId: string | null;
  readonly earlyEnter: EarlyEnter;
}
