import { createContext, useContext } from 'react';

/** What a rendered answer asks of the window around it. */
export interface MarkdownActions {
  /** Opens an http, https or mailto address outside the window. */
  readonly openLink: (url: string) => void;
  /** Puts text, and its HTML form if there is one, on the clipboard; rejects when that fails. */
  readonly copy: (text: string, html?: string) => void | Promise<void>;
  /** Returns the address of an attachment by its SHA-256, or null when there is none. */
  readonly attachmentUrl?: (sha256: string) => string | null;
  /** Fetches a remote image after the person asked, and returns a blob: or data: address. */
  readonly loadRemoteImage?: (url: string) => Promise<string>;
}

/** Without a provider an answer is still readable; its links and buttons do nothing. */
const inert: MarkdownActions = { openLink: () => undefined, copy: () => undefined };

/** The actions of the answers below it. Pass one stable object: its identity is a dependency. */
export const MarkdownActionsContext = createContext<MarkdownActions>(inert);

/** Returns the actions of the nearest provider. */
export function useMarkdownActions(): MarkdownActions {
  return useContext(MarkdownActionsContext);
}
