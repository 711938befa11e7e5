import { useEffect } from 'react';
import { offerFilling } from '../../../client/fill-new.ts';
import type { ChangeContext } from '../page/change-own.ts';

/** Takes what links and command lines fill in, while the page of a new conversation is on show. */
export function useFilling({ controller, page, turns, conversationId }: ChangeContext): void {
  useEffect(() => {
    if (conversationId !== null) return undefined;
    return offerFilling((filling) => {
      void import('./fill.ts').then(({ fill }) => fill({ controller, page, turns }, filling));
    });
  }, [controller, page, turns, conversationId]);
}
