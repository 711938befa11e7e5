import { createContext, use } from 'react';
import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import type { ParleyError, Result } from '../../../../shared/model/errors.ts';

/** A picture that is kept as an attachment. */
export type Picture = Pick<
  AttachmentPart & { kind: 'image' },
  'attachment' | 'name' | 'width' | 'height'
>;

/** A button of a message that takes the focus over from the same one of another version; its `data-action`. */
export type MessageAction = 'previous_version' | 'next_version';

/** How the parts of the page reach each other. A stable object, so it causes no renders. */
export interface ChatPage {
  readonly focusComposer: () => void;
  readonly focusModel: () => void;
  /** Puts the focus on a button of a message as soon as both are there, unless it went elsewhere meanwhile. */
  readonly focusAction: (messageId: Id, action: MessageAction) => void;
  /** Puts text into the composer and the focus at its end. */
  readonly suggest: (text: string) => void;
  /** Opens the last question for editing; false if there is none. */
  readonly editLast: () => boolean;
  /** Stops following the end, as when the person scrolls up. */
  readonly letGo: () => void;
  /** Goes to the newest message and follows it. */
  readonly follow: () => void;
  /** Scrolls the log by this many views; negative is up. */
  readonly scrollPages: (pages: number) => void;
  /** Runs a command and reports its failure. Returns whether it was done. */
  readonly tell: (command: () => Promise<Result<unknown>>) => Promise<boolean>;
  /**
   * The same, but not while a command with the same key runs: for what must not happen twice because a
   * button was pressed twice.
   */
  readonly ask: (key: string, command: () => Promise<Result<unknown>>) => Promise<boolean>;
  /** Shows a picture of a message as large as the window allows. */
  readonly showPicture: (picture: Picture | null) => void;
  /** Shows an error above the composer; null hides it. */
  readonly report: (error: ParleyError | null) => void;
}

/** Set by the conversation page. */
export const ChatPageContext = createContext<ChatPage | null>(null);

/** The page around a view. Throws outside of it. */
export function useChatPage(): ChatPage {
  const page = use(ChatPageContext);
  if (page === null) throw new Error('ChatPageContext is missing');
  return page;
}

/** Set by the log. */
export const ConversationIdContext = createContext<Id | null>(null);

/** The conversation that a message belongs to. Throws outside of a log. */
export function useConversationId(): Id {
  const id = use(ConversationIdContext);
  if (id === null) throw new Error('ConversationIdContext is missing');
  return id;
}
