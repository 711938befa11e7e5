import { textOf } from '../../shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import type { MessagePlace, NotificationChoice } from '../../shared/model/desktop/notifications.ts';
import type { PersonRequest } from '../../shared/model/person/requests.ts';
import type { PendingApproval } from '../../shared/model/tools.ts';
import { answerNotice } from '../../shared/words/desktop/answer-notice.ts';
import { requestNotice } from '../../shared/words/person-words.ts';
import { waitingWords } from '../../shared/words/waiting-words.ts';

/** The text of a notification. */
export interface DesktopNotice {
  readonly title: string;
  readonly body: string;
}

/** An answer that has ended. */
export interface EndedAnswer {
  readonly conversation: Conversation;
  readonly message: Message;
  /** True while another answer of the conversation grows. */
  readonly goesOn: boolean;
  /** True if another program asked and follows the answer itself. */
  readonly isElsewhere: boolean;
}

/** Dependencies of {@link createAttention}. */
export interface AttentionOptions {
  readonly choice: () => NotificationChoice;
  /** True for a conversation of which notifications name nothing. */
  readonly isTemporary: (conversationId: Id) => boolean;
  /** Whether a window of Parley is in front. */
  readonly isInFront: () => boolean;
  /** Shows a notification; a click on it leads to the place. */
  readonly notify: (notice: DesktopNotice, place: MessagePlace | null) => void;
  /** Shows the number of conversations whose answers ended unseen; 0 for none. */
  readonly setBadge: (count: number) => void;
}

/** Tells the person what happens while no window of Parley is in front. */
export interface Attention {
  answerEnded(ended: EndedAnswer): void;
  callsWait(pending: PendingApproval): void;
  requestWaits(request: PersonRequest): void;
  /** Called when a window has come to the front: what ended before counts as seen. */
  cameToFront(): void;
}

/** True if another answer follows without the person. */
function isFollowed({ conversation, goesOn }: EndedAnswer): boolean {
  const [next] = conversation.queue ?? [];
  return goesOn || (next !== undefined && next.waits !== true);
}

/** Null for an answer that says nothing new: it grows, or the person stopped it. */
function hasFailed({ status }: Message): boolean | null {
  switch (status) {
    case 'complete':
    case 'truncated':
      return false;
    case 'failed':
    case 'interrupted':
      return true;
    case 'streaming':
    case 'stopped':
      return null;
  }
}

/** Creates the policy of notifications and the badge. */
export function createAttention(options: AttentionOptions): Attention {
  const { choice, isTemporary, isInFront, notify, setBadge } = options;
  const unseen = new Set<Id>();

  /** Tells of something that waits. `wordsOf` is told whether it may name what waits. */
  const tell = (wordsOf: (isNamed: boolean) => DesktopNotice, place: MessagePlace | null): void => {
    const how = choice();
    if (how === 'off' || isInFront()) return;
    const isHidden = place !== null && isTemporary(place.conversationId);
    notify(wordsOf(how !== 'kind' && !isHidden), place);
  };

  return {
    answerEnded(ended) {
      const { conversation, message, isElsewhere } = ended;
      const failed = hasFailed(message);
      if (failed === null || isElsewhere || isInFront() || isFollowed(ended)) return;
      if (!unseen.has(conversation.id)) setBadge(unseen.add(conversation.id).size);
      const how = choice();
      if (how === 'off') return;
      const isHidden = conversation.temporary === true;
      const answer = {
        hasFailed: failed,
        title: isHidden ? null : conversation.title,
        text: isHidden ? null : textOf(message),
      };
      notify(answerNotice(answer, how), { conversationId: conversation.id, messageId: message.id });
    },
    callsWait(pending) {
      const { conversationId, messageId } = pending;
      tell((isNamed) => waitingWords(pending, isNamed), { conversationId, messageId });
    },
    requestWaits(request) {
      const { conversationId } = request;
      const place = conversationId === null ? null : { conversationId, messageId: null };
      tell((isNamed) => requestNotice(request, isNamed), place);
    },
    cameToFront() {
      if (unseen.size === 0) return;
      unseen.clear();
      setBadge(0);
    },
  };
}
