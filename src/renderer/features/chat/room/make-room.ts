import type { RoomWay } from '../../../../shared/model/context/room.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Controller } from '../../../client/controller.ts';
import type { Blocked, ChatPage } from '../page/page-context.ts';

/** Makes room in a conversation. False if it failed, which the page reports, or was cancelled. */
export async function makeRoom(
  controller: Controller,
  page: Pick<ChatPage, 'ask'>,
  conversationId: Id,
  way: RoomWay,
): Promise<boolean> {
  let isMade = false;
  await page.ask(`room ${conversationId}`, async () => {
    const result = await controller.command('context.makeRoom', { conversationId, way });
    isMade = result.ok && result.value !== null;
    return result;
  });
  return isMade;
}

/**
 * Reacts to a message that was blocked: makes room as the person has chosen, and sends it again, or
 * lets them decide. Made room that was not enough leaves the decision to them, too. False if the
 * error is another one.
 */
export function whenBlocked(
  controller: Controller,
  page: Pick<ChatPage, 'ask' | 'block'>,
  blocked: Blocked,
  isSecond: boolean,
): boolean {
  const { conversationId, error, again } = blocked;
  if (error.code !== 'context_full') return false;
  const { way } = error.params;
  if (way === 'ask' || conversationId === null || isSecond) {
    page.block(blocked);
    return true;
  }
  void makeRoom(controller, page, conversationId, way).then((isMade) => {
    if (isMade) again({ evenIfFull: false });
  });
  return true;
}
