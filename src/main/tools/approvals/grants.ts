import type { AskReason } from '../../../shared/model/tools.ts';
import { hashOf } from './pins.ts';
import type { Target } from './permissions.ts';

/**
 * What may run in a conversation until Parley ends. It is kept in memory only: a grant that was meant for an
 * afternoon does not come back after a restart, and never travels with the conversation's file.
 */
export interface Grants {
  /** Whether a tool, exactly as it is now, may run in this conversation. */
  allows(conversationId: string, target: Target): boolean;
  /** Whether the address or host that a call is asked for has been agreed to in this conversation. */
  allowsReason(conversationId: string, reason: AskReason): boolean;
  allow(conversationId: string, target: Target, reason: AskReason): void;
}

function toolMark({ source, identity, tool }: Target): string {
  return JSON.stringify([source, identity, tool.name, hashOf(tool.definition)]);
}

/** What of a reason can be agreed to apart from the tool; null for nothing. */
function reasonMark(reason: AskReason): string | null {
  switch (reason.kind) {
    case 'unknown_address':
      return `address ${reason.url}`;
    case 'private_address':
      return `host ${reason.host}`;
    case 'not_allowed_yet':
    case 'changed':
      return null;
  }
}

/** Makes the memory; nothing is in it. */
export function createGrants(): Grants {
  const marks = new Map<string, Set<string>>();
  const has = (conversationId: string, mark: string | null): boolean =>
    mark !== null && marks.get(conversationId)?.has(mark) === true;
  return {
    allows: (conversationId, target) => has(conversationId, toolMark(target)),
    allowsReason: (conversationId, reason) => has(conversationId, reasonMark(reason)),
    allow(conversationId, target, reason) {
      const ofConversation = marks.get(conversationId) ?? new Set();
      // Agreeing to an address says nothing of the tool's other calls.
      ofConversation.add(reasonMark(reason) ?? toolMark(target));
      marks.set(conversationId, ofConversation);
    },
  };
}
