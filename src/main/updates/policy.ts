import type { UpdateOffer, UpdateState } from '../../shared/model/updates/updates.ts';
import type { Coded } from '../../shared/model/errors.ts';
import { expected } from '../../shared/expected.ts';
import {
  compareVersions,
  type Machine,
  type Manifest,
  type PackageKind,
  type UpdateFile,
} from './manifest.ts';

/** How often the feed is read (ms). */
export const checkEveryMs = 24 * 60 * 60 * 1000;

/** Something that happened to an update. */
export type UpdateNews =
  | { readonly kind: 'check_began' }
  | { readonly kind: 'nothing_newer'; readonly at: number }
  | { readonly kind: 'found'; readonly offer: UpdateOffer }
  | { readonly kind: 'failed'; readonly reason: Coded }
  | { readonly kind: 'download_began'; readonly bytes: number }
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'paused' }
  /** `problem`: why it is not installed yet, although the person wanted it. */
  | { readonly kind: 'downloaded'; readonly problem: Coded | null }
  | { readonly kind: 'restart_asked' }
  | { readonly kind: 'restart_refused'; readonly reason: Coded }
  | { readonly kind: 'restart_wanted' }
  | { readonly kind: 'given_up'; readonly at: number };

/** The offer that a state is about, if it is about one. */
export function offerIn(state: UpdateState): UpdateOffer | null {
  return 'offer' in state ? state.offer : null;
}

/** Returns the next state. News that does not fit the state changes nothing. */
export function nextState(state: UpdateState, news: UpdateNews): UpdateState {
  const offer = offerIn(state);
  switch (news.kind) {
    case 'check_began':
      return state.kind === 'idle' || state.kind === 'available' || state.kind === 'failed'
        ? { kind: 'checking' }
        : state;
    case 'nothing_newer':
      return state.kind === 'checking' ? { kind: 'idle', checkedAt: news.at } : state;
    case 'found':
      return state.kind === 'checking' ? { kind: 'available', offer: news.offer } : state;
    case 'failed':
      return { kind: 'failed', offer, reason: news.reason };
    case 'download_began':
      return offer !== null && state.kind !== 'restarting'
        ? { kind: 'downloading', offer, bytes: news.bytes }
        : state;
    case 'progress':
      return state.kind === 'downloading' ? { ...state, bytes: news.bytes } : state;
    case 'paused':
      return state.kind === 'downloading' ? { ...state, kind: 'paused' } : state;
    case 'downloaded':
      return state.kind === 'downloading'
        ? { kind: 'ready', offer: state.offer, problem: news.problem }
        : state;
    case 'restart_asked':
      return state.kind === 'ready' ? { ...state, problem: null } : state;
    case 'restart_refused':
      return state.kind === 'ready' ? { ...state, problem: news.reason } : state;
    case 'restart_wanted':
      return state.kind === 'ready' ? { kind: 'restarting', offer: state.offer } : state;
    case 'given_up':
      return { kind: 'idle', checkedAt: news.at };
  }
}

/** This Parley, as far as a feed matters to it. */
export interface Self {
  readonly version: string;
  readonly package: PackageKind;
  readonly machine: Machine;
}

/** Facts about feeds that are kept on this machine. */
export interface Remembered {
  /** The version that is not to be offered; '' for none. */
  readonly skipped: string;
  /** When the newest list that was seen was signed, as an ISO date; '' for none. */
  readonly newestSeen: string;
  /** The place of this installation in staged rollouts, 0 to 99. Never sent anywhere. */
  readonly place: number;
}

/** The outcome of reading a feed. */
export type Offered =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'offer'; readonly offer: UpdateOffer; readonly file: UpdateFile };

/**
 * Decides what a list offers. `wanted`: the person asked, so that an earlier "skip" does not
 * hide it. Throws an ExpectedError for a list that is refused.
 */
export function offered(
  manifest: Manifest,
  self: Self,
  { skipped, newestSeen, place }: Remembered,
  wanted: boolean,
): Offered {
  const { version, issuedAt, rollout, notes, files } = manifest;
  if (Date.parse(issuedAt) < (Date.parse(newestSeen) || 0)) throw expected('update_withdrawn', {});
  const order = compareVersions(version, self.version);
  if (order < 0) throw expected('update_older', { version });
  const isHidden = place >= rollout || (version === skipped && !wanted);
  if (order === 0 || isHidden) return { kind: 'nothing' };
  const file = files.find(({ kind, machine }) => kind === self.package && machine === self.machine);
  if (file === undefined) throw expected('update_lacks_system', { version });
  return { kind: 'offer', offer: { version, issuedAt, notes, bytes: file.size }, file };
}
