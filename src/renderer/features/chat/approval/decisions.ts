import type { PendingCall, ToolDecision } from '../../../../shared/model/tools.ts';
import { placeName, sourceName } from '../../../../shared/words/tool-words.ts';

/** A decision that the person can choose. */
export interface OfferedDecision {
  readonly decision: ToolDecision;
  readonly label: string;
}

/**
 * The possible decisions on a call, the safe one last. An unknown address needs approval each time,
 * so permanent decisions are not offered for it, and not for an assistant that asks before each call.
 */
export function offeredDecisions(call: PendingCall): readonly OfferedDecision[] {
  const { hints, reason, source, sourceName: name, assistant } = call;
  const offered: OfferedDecision[] = [
    { decision: 'once', label: 'Allow once' },
    { decision: 'conversation', label: 'Allow in this conversation' },
  ];
  const isAboutTool = reason.kind === 'not_allowed_yet' || reason.kind === 'changed';
  if (isAboutTool || reason.kind === 'private_address') {
    offered.push({ decision: 'always', label: 'Always allow' });
  }
  if (isAboutTool && assistant !== undefined) {
    const label = `Always allow with ${placeName(assistant)}`;
    offered.push({ decision: 'always_with_assistant', label });
  }
  if (isAboutTool && hints.isReadOnly) {
    const server = sourceName(source, placeName(name));
    const label = `Always allow read-only tools of ${server}`;
    offered.push({ decision: 'always_read_only', label });
  }
  if (isAboutTool) offered.push({ decision: 'never', label: 'Never allow' });
  offered.push({ decision: 'deny', label: 'Deny' });
  return offered;
}

/** Describes a decision that was made. */
export function decidedWords(decision: ToolDecision): string {
  switch (decision) {
    case 'once':
      return 'Allowed once';
    case 'conversation':
      return 'Allowed in this conversation';
    case 'always':
      return 'Always allowed';
    case 'always_with_assistant':
      return 'Always allowed with this assistant';
    case 'always_read_only':
      return 'Its read-only tools are always allowed';
    case 'never':
      return 'Never allowed';
    case 'deny':
      return 'Denied';
  }
}
