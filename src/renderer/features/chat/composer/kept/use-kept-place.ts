import { useEffect, useLayoutEffect, type RefObject } from 'react';
import type { Id } from '../../../../../shared/model/conversation.ts';
import type { Controller } from '../../../../client/controller.ts';
import { onNothingLeft } from '../../../../client/last-typed.ts';
import { caretsOf } from './carets.ts';
import { draftsOf } from '../drafts.ts';

/**
 * Brings back where the person was in a draft, and goes on with Undo and Redo where the browser has
 * nothing left of it. Comes after what writes the draft into the box.
 */
export function useKeptPlace(
  area: RefObject<HTMLTextAreaElement | null>,
  conversationId: Id | null,
  controller: Controller,
): void {
  useLayoutEffect(
    () =>
      area.current === null ? undefined : caretsOf(controller).follow(conversationId, area.current),
    [area, conversationId, controller],
  );
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    return onNothingLeft(element, async (direction) => {
      const { stepBack, stepForward } = await import('./kept-steps.ts');
      const box = { conversationId, element, drafts: draftsOf(controller), controller };
      if (direction === 'undo') await stepBack(box);
      else stepForward(box);
    });
  }, [area, conversationId, controller]);
}
