import type { Coded } from '../errors.ts';

/** A newer version that the feed offers. */
export interface UpdateOffer {
  readonly version: string;
  /** When it was published, as an ISO date. */
  readonly issuedAt: string;
  /** What is new, as plain text. */
  readonly notes: string;
  /** The size of the download. */
  readonly bytes: number;
}

/** Why this Parley never looks for updates. */
export const noUpdatesReasons = [
  /** The build names no feed. */
  'not_configured',
  'flatpak',
  'snap',
  'package_manager',
  /** It runs from a folder that no installer has made. */
  'not_installed',
] as const;
export type NoUpdates = (typeof noUpdatesReasons)[number];

/** Where the update of Parley stands. */
export type UpdateState =
  /** `checkedAt`: when the feed was last read (ms since the epoch); null for not yet. */
  | { readonly kind: 'idle'; readonly checkedAt: number | null }
  | { readonly kind: 'checking' }
  | { readonly kind: 'available'; readonly offer: UpdateOffer }
  /** `bytes`: what is there so far. */
  | { readonly kind: 'downloading'; readonly offer: UpdateOffer; readonly bytes: number }
  | { readonly kind: 'paused'; readonly offer: UpdateOffer; readonly bytes: number }
  /** Downloaded and checked. `problem`: why it was not installed when the person wanted it. */
  | { readonly kind: 'ready'; readonly offer: UpdateOffer; readonly problem: Coded | null }
  | { readonly kind: 'restarting'; readonly offer: UpdateOffer }
  /** `offer`: what can be tried again; null if there is none. */
  | { readonly kind: 'failed'; readonly offer: UpdateOffer | null; readonly reason: Coded };

/** What a window knows of updates. */
export type UpdatesView =
  | { readonly kind: 'never'; readonly why: NoUpdates }
  | {
      readonly kind: 'possible';
      readonly state: UpdateState;
      /** Whether Parley looks for updates by itself; null if the person has not been asked. */
      readonly isAutomatic: boolean | null;
      /** What a notice says now, if anything. */
      readonly notice: 'question' | 'available' | 'ready' | null;
    };
