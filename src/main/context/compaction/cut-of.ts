import type { RoomWay } from '../../../shared/model/context/room.ts';
import type { Weight } from '../request-weight.ts';
import { planCut, type Cut } from './plan.ts';

/** Finds the place for a checkpoint in a request that was weighed. */
export function cutOf({ sums, sent, before, windowTokens }: Weight, way: RoomWay): Cut {
  const { system, tools, message } = sums;
  return planCut(
    {
      windowTokens,
      fixedTokens: system + tools + message,
      before,
      sent: sent.map((each) => ({ role: each.message.role, tokens: each.tokens })),
    },
    way,
  );
}
