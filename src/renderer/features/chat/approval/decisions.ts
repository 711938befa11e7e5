import { t } from '../../../../shared/language/translate.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
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
    { decision: 'once', label: t('approval.offer.once') },
    { decision: 'conversation', label: t('approval.offer.conversation') },
  ];
  const isAboutTool = reason.kind === 'not_allowed_yet' || reason.kind === 'changed';
  if (isAboutTool || reason.kind === 'private_address') {
    offered.push({ decision: 'always', label: t('approval.offer.always') });
  }
  if (isAboutTool && assistant !== undefined) {
    const label = t('approval.offer.always_with_assistant', {
      assistant: visibleText(placeName(assistant)),
    });
    offered.push({ decision: 'always_with_assistant', label });
  }
  if (isAboutTool && hints.isReadOnly) {
    const server = visibleText(sourceName(source, placeName(name)));
    const label = t('approval.offer.always_read_only', { server });
    offered.push({ decision: 'always_read_only', label });
  }
  if (isAboutTool) offered.push({ decision: 'never', label: t('approval.offer.never') });
  offered.push({ decision: 'deny', label: t('approval.offer.deny') });
  return offered;
}

/** Describes a decision that was made. */
export function decidedWords(decision: ToolDecision): string {
  return t(`approval.decided.${decision}`);
}
