import type { PendingCall, ToolDecision } from '../../../../shared/model/tools.ts';
import { placeName, sourceName } from '../../../../shared/words/tool-words.ts';

/** Something that a person can say to a call. */
export interface OfferedDecision {
  readonly decision: ToolDecision;
  readonly label: string;
}

/** What a person can say to a call, the safe answer last. Where every address is asked for, nothing holds for good. */
export function offeredDecisions(call: PendingCall): readonly OfferedDecision[] {
  const { hints, reason, source, sourceName: name } = call;
  const offered: OfferedDecision[] = [
    { decision: 'once', label: 'Allow once' },
    { decision: 'conversation', label: 'Allow in this conversation' },
  ];
  const isAboutTool = reason.kind === 'not_allowed_yet' || reason.kind === 'changed';
  if (isAboutTool || reason.kind === 'private_address') {
    offered.push({ decision: 'always', label: 'Always allow' });
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

/** What was decided, once it is. */
export function decidedWords(decision: ToolDecision): string {
  switch (decision) {
    case 'once':
      return 'Allowed once';
    case 'conversation':
      return 'Allowed in this conversation';
    case 'always':
      return 'Always allowed';
    case 'always_read_only':
      return 'Its read-only tools are always allowed';
    case 'never':
      return 'Never allowed';
    case 'deny':
      return 'Denied';
  }
}
