import type { AskReason } from '../../../shared/model/tools.ts';
import { hashOf } from './pins.ts';
import type { Target } from './permissions.ts';

/**
 * Permissions that last until Parley quits. They are kept in memory only, so that a grant meant for
 * an afternoon does not return after a restart and is never stored in the conversation's file.
 */
export interface Grants {
  /** Returns whether a tool, in its current definition, may run in this conversation. */
  allows(conversationId: string, target: Target): boolean;
  /** Returns whether the person has allowed the reason's address or host in this conversation. */
  allowsReason(conversationId: string, reason: AskReason): boolean;
  allow(conversationId: string, target: Target, reason: AskReason): void;
}

function toolMark({ source, identity, tool }: Target): string {
  return JSON.stringify([source, identity, tool.name, hashOf(tool.definition)]);
}

/** Identifies a reason that can be allowed separately from the tool; null for any other reason. */
function reasonMark(reason: AskReason): string | null {
  switch (reason.kind) {
    case 'unknown_address':
      return `address ${reason.url}`;
    case 'private_address':
      return `host ${reason.host}`;
    case 'not_allowed_yet':
    case 'assistant_asks':
    case 'changed':
    case 'leaves_traces':
      return null;
  }
}

/** Creates an empty set of grants. */
export function createGrants(): Grants {
  const marks = new Map<string, Set<string>>();
  const has = (conversationId: string, mark: string | null): boolean =>
    mark !== null && marks.get(conversationId)?.has(mark) === true;
  return {
    allows: (conversationId, target) => has(conversationId, toolMark(target)),
    allowsReason: (conversationId, reason) => has(conversationId, reasonMark(reason)),
    allow(conversationId, target, reason) {
      const ofConversation = marks.get(conversationId) ?? new Set();
      // Allowing an address does not allow the tool's other calls.
      ofConversation.add(reasonMark(reason) ?? toolMark(target));
      marks.set(conversationId, ofConversation);
    },
  };
}
