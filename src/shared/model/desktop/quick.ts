import type { Attached } from '../attachments.ts';
import type { Id } from '../conversation.ts';

/** What main tells the page of the quick window. `visit` counts the times that it was shown. */
export type QuickNews =
  /** The window is there, and empty. `last` is the conversation of the time before, if there is one. */
  | { readonly kind: 'shown'; readonly visit: number; readonly last: Id | null }
  /**
   * `leave`: the page shows nothing any more and says so. `blurred`: the person went elsewhere; the
   * page leaves if nothing would be interrupted.
   */
  | { readonly kind: 'leave' | 'blurred'; readonly visit: number };

/** What the person had on the clipboard: text as it is, a picture as an attachment. */
export type ClipboardContext =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'attached'; readonly attached: Attached };
