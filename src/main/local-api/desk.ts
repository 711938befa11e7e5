import type { ServerResponse } from 'node:http';
import { refusal } from './errors.ts';

/** A place for one answer. */
export interface Place {
  /** Aborts when the client goes away, its token or origin is refused from now on, or the API is switched off. */
  readonly signal: AbortSignal;
  /** Takes memory for so many bytes, until the place is left. Throws an ApiFailure (429) when there is none. */
  readonly take: (bytes: number) => void;
  readonly leave: () => void;
}

/** Whose answer it is. */
export interface Guest {
  readonly tokenId: string;
  /** null: no web page. */
  readonly origin: string | null;
}

/** Counts the answers under way, and can end them. */
export interface Desk {
  /** Throws an ApiFailure (429) when there are too many. */
  enter(guest: Guest, outgoing: ServerResponse): Place;
  /** Of all who come with this token, or from this origin. */
  endOf(whose: Pick<Guest, 'tokenId'> | { readonly origin: string }): void;
  endAll(): void;
}

const tooMuch = (message: string): Error =>
  refusal(429, 'too_many_requests', message, {
    headers: { 'retry-after': '1' },
    kind: 'rate_limit',
  });

/** Makes a desk with this many places, and this much memory for requests. */
export function createDesk(places: number, bytes: number): Desk {
  let used = 0;
  const taken = new Set<{ readonly guest: Guest; readonly controller: AbortController }>();
  return {
    enter(guest, outgoing) {
      if (taken.size >= places) {
        throw tooMuch(`Parley is giving ${places} answers already. Try again when one has ended.`);
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
          throw tooMuch('Too much is being asked at once. Try again when an answer has ended.');
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
