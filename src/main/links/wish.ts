import type { SettingsPage } from '../../shared/model/arrival/arrival.ts';
import type { Id } from '../../shared/model/conversation.ts';

/** A request of a link. Nothing here sends, configures, calls, writes or fetches. */
export type LinkWish =
  | { readonly kind: 'open'; readonly conversationId: Id; readonly messageId: Id | null }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'new'; readonly prompt: string; readonly model: string | null }
  | { readonly kind: 'settings'; readonly page: SettingsPage };

/** A request of a person on the command line, or with "Open with Parley". */
export interface ShareWish {
  readonly kind: 'share';
  readonly text: string;
  /** Absolute. */
  readonly paths: readonly string[];
  readonly send: boolean;
}

/** A request of a person on the command line, or of a shortcut of the desktop, for the quick window. */
export interface QuickWish {
  readonly kind: 'quick';
}

/** A request of another program that a window of Parley shows. */
export type WindowWish = LinkWish | ShareWish;

/** A request of another program. */
export type Wish = WindowWish | QuickWish;
