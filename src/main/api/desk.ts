import type { ServerResponse } from 'node:http';
import { refusal } from './errors.ts';

/** A place for one answer. */
export interface Place {
  /** Aborts when the client goes away, its token or origin is refused from now on, or the API is switched off. */
  readonly signal: AbortSignal;
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

/** Makes a desk with so many places. */
export function createDesk(places: number): Desk {
  const taken = new Set<{ readonly guest: Guest; readonly controller: AbortController }>();
  return {
    enter(guest, outgoing) {
      if (taken.size >= places) {
        throw refusal(
          429,
          'too_many_requests',
          `Parley is giving ${places} answers already. Try again when one has ended.`,
          { headers: { 'retry-after': '1' }, kind: 'rate_limit' },
        );
      }
      const controller = new AbortController();
      const place = { guest, controller };
      const abort = (): void => controller.abort();
      taken.add(place);
      outgoing.once('close', abort);
      return {
        signal: controller.signal,
        leave() {
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
