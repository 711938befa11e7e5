import type { ServerResponse } from 'node:http';
import { t } from '../../shared/language/translate.ts';
import { refusal } from './errors.ts';

/** A slot for one answer. */
export interface Place {
  /**
   * Aborted when the client disconnects, its token or origin is no longer accepted, or the API is
   * disabled.
   */
  readonly signal: AbortSignal;
  /**
   * Reserves this many bytes of memory until the slot is released. Throws an ApiFailure (429) if
   * there is none left.
   */
  readonly take: (bytes: number) => void;
  readonly leave: () => void;
}

/** The program that the answer is for. */
export interface Guest {
  readonly tokenId: string;
  /** null if it is not a web page. */
  readonly origin: string | null;
}

/** Counts the answers in progress, and can end them. */
export interface Desk {
  /** Throws an ApiFailure (429) if there are too many. */
  enter(guest: Guest, outgoing: ServerResponse): Place;
  /** Ends all answers for this token or origin. */
  endOf(whose: Pick<Guest, 'tokenId'> | { readonly origin: string }): void;
  endAll(): void;
}

const tooMuch = (message: () => string): Error =>
  refusal(429, 'too_many_requests', message, {
    headers: { 'retry-after': '1' },
    kind: 'rate_limit',
  });

/** Creates a desk with this many slots, and this much memory for requests. */
export function createDesk(places: number, bytes: number): Desk {
  let used = 0;
  const taken = new Set<{ readonly guest: Guest; readonly controller: AbortController }>();
  return {
    enter(guest, outgoing) {
      if (taken.size >= places) {
        throw tooMuch(() => t('api.too_many_answers', { count: places }));
      }
      const controller = new AbortController();
      const place = { guest, controller };
      const abort = (): void => controller.abort();
      let own = 0;
      taken.add(place);
      outgoing.once('close', abort);
      return {
        signal: controller.signal,
        take(more) {
          own += more;
          used += more;
          if (used <= bytes) return;
          throw tooMuch(() => t('api.too_much'));
        },
        leave() {
          used -= own;
          own = 0;
          taken.delete(place);
          outgoing.off('close', abort);
        },
      };
    },
    endOf(whose) {
      for (const { guest, controller } of taken) {
        const isMeant =
          'tokenId' in whose ? guest.tokenId === whose.tokenId : guest.origin === whose.origin;
        if (isMeant) controller.abort();
      }
    },
    endAll() {
      for (const place of taken) place.controller.abort();
    },
  };
}
