import type { ServerResponse } from 'node:http';
import { refusal } from './errors.ts';

/** A place for one answer. */
export interface Place {
  /** Aborts when the client goes away, its token is revoked or the API is switched off. */
  readonly signal: AbortSignal;
  readonly leave: () => void;
}

/** Counts the answers under way, and can end them. */
export interface Desk {
  /** Throws an ApiFailure (429) when there are too many. */
  enter(tokenId: string, outgoing: ServerResponse): Place;
  endOf(tokenId: string): void;
  endAll(): void;
}

/** Makes a desk with so many places. */
export function createDesk(places: number): Desk {
  const taken = new Set<{ readonly tokenId: string; readonly controller: AbortController }>();
  return {
    enter(tokenId, outgoing) {
      if (taken.size >= places) {
        throw refusal(
          429,
          'too_many_requests',
          `Parley is giving ${places} answers already. Try again when one has ended.`,
          { headers: { 'retry-after': '1' }, kind: 'rate_limit' },
        );
      }
      const controller = new AbortController();
      const place = { tokenId, controller };
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
    endOf(tokenId) {
      for (const place of taken) if (place.tokenId === tokenId) place.controller.abort();
    },
    endAll() {
      for (const place of taken) place.controller.abort();
    },
  };
}
