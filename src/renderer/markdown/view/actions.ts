import { createContext, useContext } from 'react';

/** Actions that a rendered answer needs from the window. */
export interface MarkdownActions {
  /** Opens an http, https or mailto URL outside the window. */
  readonly openLink: (url: string) => void;
  /** Copies text, and its HTML form if there is one, to the clipboard. Rejects if that fails. */
  readonly copy: (text: string, html?: string) => void | Promise<void>;
  /** Returns the URL of an attachment by its SHA-256, or null if there is none. */
  readonly attachmentUrl?: (sha256: string) => string | null;
  /** Saves code, or drags it out of the window as a file; `element` is in the code's block. */
  readonly codeOut?: (element: Element, code: string, how: 'save' | 'drag') => void;
  /** Drags a shown image out of the window as a file; `url` is its address here. */
  readonly pictureOut?: (url: string) => void;
  /** Fetches a remote image at the person's request, and returns a blob: or data: URL. */
  readonly loadRemoteImage?: (url: string) => Promise<string>;
}

/** Without a provider, an answer is readable but its links and buttons do nothing. */
const inert: MarkdownActions = { openLink: () => undefined, copy: () => undefined };

/**
 * The actions of the answers below it. Pass a stable object, because its identity is a dependency.
 */
export const MarkdownActionsContext = createContext<MarkdownActions>(inert);

/** Returns the actions of the nearest provider. */
export function useMarkdownActions(): MarkdownActions {
  return useContext(MarkdownActionsContext);
}
