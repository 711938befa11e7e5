import type { AskedAgain, RoomWay } from '../../../../shared/model/context/room.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Controller } from '../../../client/controller.ts';
import type { Blocked, ChatPage } from '../page/page-context.ts';

/** Makes room in a conversation. False if it failed, which the page reports, or was cancelled. */
export async function makeRoom(
  controller: Controller,
  page: Pick<ChatPage, 'ask'>,
  conversationId: Id,
  way: RoomWay,
  of?: AskedAgain,
): Promise<boolean> {
  let isMade = false;
  await page.ask(`room ${conversationId}`, async () => {
    const result = await controller.command('context.makeRoom', { conversationId, way, of });
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
  const { conversationId, error, again, of } = blocked;
  if (error.code !== 'context_full') return false;
  const { way } = error.params;
  if (way === 'ask' || conversationId === null || isSecond) {
    page.block(blocked);
    return true;
  }
  void makeRoom(controller, page, conversationId, way, of).then((isMade) => {
    if (isMade) again({ evenIfFull: false });
  });
  return true;
}

/** The first attempt to ask, the one after room was made, or the one despite too little room. */
export type HowAsked = 'first' | 'with_room' | 'even_if_full';

/** A command that asks a model, and how the page does it. */
export interface AskWithRoom {
  readonly conversationId: Id;
  /** While a command with the same key runs, this one is ignored. */
  readonly key: string;
  /** The request that needs room; the message in the box by default. */
  readonly of?: AskedAgain;
  readonly command: (evenIfFull: boolean) => Promise<Result<unknown>>;
}

/** Asks a model, or makes room for it first, or asks the person how. Returns whether it asked. */
export function askWithRoom(
  controller: Controller,
  page: Pick<ChatPage, 'ask' | 'block'>,
  asked: AskWithRoom,
  how: HowAsked = 'first',
): Promise<boolean> {
  const { conversationId, key, of, command } = asked;
  page.block(null);
  let isBlocked = false;
  const done = page.ask(key, async () => {
    const result = await command(how === 'even_if_full');
    if (result.ok) return result;
    const again: Blocked['again'] = ({ evenIfFull }) =>
      void askWithRoom(controller, page, asked, evenIfFull ? 'even_if_full' : 'with_room');
    const blocked = { conversationId, error: result.error, again, ...(of && { of }) };
    isBlocked = whenBlocked(controller, page, blocked, how === 'with_room');
    return isBlocked ? { ok: true, value: undefined } : result;
  });
  return done.then((isDone) => isDone && !isBlocked);
}
