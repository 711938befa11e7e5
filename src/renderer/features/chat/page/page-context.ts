import { createContext, use } from 'react';
import type { AskedAgain } from '../../../../shared/model/context/room.ts';
import type {
  AttachmentPart,
  ConversationHead,
  Id,
} from '../../../../shared/model/conversation.ts';
import type { Coded, ParleyError, Result } from '../../../../shared/model/errors.ts';

/** A picture stored as an attachment. */
export type Picture = Extract<AttachmentPart, { kind: 'image' }>;

/**
 * A message button that takes over the focus from the same button of another version; the value of
 * its `data-action`.
 */
export type MessageAction = 'previous_version' | 'next_version';

/** A request that was not sent, because it leaves too little room in the context. */
export interface Blocked {
  /** Null if the conversation does not exist yet. */
  readonly conversationId: Id | null;
  readonly error: ParleyError;
  /** The request, if it is not the message in the box. */
  readonly of?: AskedAgain;
  /** Sends it again. */
  readonly again: (how: { readonly evenIfFull: boolean }) => void;
}

/** Why an action failed; `more` is what went wrong besides. */
export type PageProblem = ParleyError & { readonly more?: readonly Coded[] };

/** Connects the parts of the page. A stable object, so it causes no renders. */
export interface ChatPage {
  readonly focusComposer: () => void;
  readonly focusModel: () => void;
  /** Focuses a button of a message once both exist, unless the focus moved elsewhere meanwhile. */
  readonly focusAction: (messageId: Id, action: MessageAction) => void;
  /** Puts text into the composer and the cursor at its end. */
  readonly suggest: (text: string) => void;
  /** Opens the last question for editing; returns false if there is none. */
  readonly editLast: () => boolean;
  /** Stops following the end, as scrolling up does. */
  readonly letGo: () => void;
  /** Scrolls to the newest message and follows it. */
  readonly follow: () => void;
  /** Scrolls the log by this many views; negative is up. */
  readonly scrollPages: (pages: number) => void;
  /** Runs a command and reports its failure. Returns whether it succeeded. */
  readonly tell: (command: () => Promise<Result<unknown>>) => Promise<boolean>;
  /**
   * Same as `tell`, but ignored while a command with the same key runs, so that pressing a button
   * twice does nothing twice.
   */
  readonly ask: (key: string, command: () => Promise<Result<unknown>>) => Promise<boolean>;
  /** Asks who answers again, and in place of which answer. Null closes the question. */
  readonly regenerateWith: (messageId: Id | null) => void;
  /** Shows a picture of a message as large as the window allows. */
  readonly showPicture: (picture: Picture | null) => void;
  /** Asks what happens with what has no room; null hides the question. */
  readonly block: (blocked: Blocked | null) => void;
  /** Shows an error above the composer; null hides it. */
  readonly report: (error: PageProblem | null) => void;
}

/** Provided by the conversation page. */
export const ChatPageContext = createContext<ChatPage | null>(null);

/** Returns the surrounding page. Throws outside of one. */
export function useChatPage(): ChatPage {
  const page = use(ChatPageContext);
  if (page === null) throw new Error('ChatPageContext is missing');
  return page;
}

/** Provided by the log. */
export const ConversationIdContext = createContext<Id | null>(null);

/** Returns the conversation of a message. Throws outside a log. */
export function useConversationId(): Id {
  const id = use(ConversationIdContext);
  if (id === null) throw new Error('ConversationIdContext is missing');
  return id;
}

/**
 * What every message of a log needs of its head. The log subscribes to it once, instead of each
 * message for itself.
 */
export interface LogHead {
  readonly isReadOnly: boolean;
  readonly pins: NonNullable<ConversationHead['pins']>;
}

/** Provided by the log. */
export const LogHeadContext = createContext<LogHead>({ isReadOnly: false, pins: [] });

/** Returns what the messages of the log share. */
export function useLogHead(): LogHead {
  return use(LogHeadContext);
}
