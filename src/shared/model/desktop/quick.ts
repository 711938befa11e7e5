import type { Attached } from '../attachments.ts';

/**
 * What main tells the page of the quick window. `shown`: the window is there, and empty. `leave`:
 * the page shows nothing any more and says so. `blurred`: the person went elsewhere; the page
 * leaves if nothing would be interrupted.
 */
export interface QuickNews {
  readonly kind: 'shown' | 'leave' | 'blurred';
  /** Counts the times that the window was shown. */
  readonly visit: number;
}

/** What the person had on the clipboard: text as it is, a picture as an attachment. */
export type ClipboardContext =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'attached'; readonly attached: Attached };
