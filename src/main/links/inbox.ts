import { maxAttachments } from '../../shared/model/attachments.ts';
import type { ShareWish, Wish } from './wish.ts';

/** Keeps what other programs ask for until Parley has started. */
export interface Inbox {
  readonly put: (wish: Wish) => void;
  /** True if what waits is for the quick window, and nothing else. */
  readonly isForQuick: () => boolean;
  /** Hands over what waits, and everything that comes from now on. */
  readonly open: (receive: (wish: Wish) => void) => void;
}

/** Two as one: macOS names the files of one "Open with" one after the other. */
function joined(a: ShareWish, b: ShareWish): ShareWish {
  return {
    kind: 'share',
    text: [a.text, b.text].filter((text) => text !== '').join('\n\n'),
    paths: [...a.paths, ...b.paths].slice(0, maxAttachments),
    send: a.send && b.send,
  };
}

/** Creates an empty inbox. Until it is opened it holds one link, the first, one
 * share, and whether the quick window is wanted. */
export function createInbox(): Inbox {
  let receive: ((wish: Wish) => void) | null = null;
  let link: Wish | null = null;
  let share: ShareWish | null = null;
  let quick: Wish | null = null;
  return {
    put(wish) {
      if (receive !== null) receive(wish);
      else if (wish.kind === 'quick') quick = wish;
      else if (wish.kind !== 'share') link ??= wish;
      else share = share === null ? wish : joined(share, wish);
    },
    isForQuick: () => quick !== null && link === null && share === null,
    open(next) {
      receive = next;
      for (const wish of [link, share, quick]) if (wish !== null) next(wish);
      link = null;
      share = null;
      quick = null;
    },
  };
}
