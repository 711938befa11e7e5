import { useEffect, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id, MessageStatus } from '../../../../shared/model/conversation.ts';
import { isOpenComparison } from '../../../../shared/model/tree/comparison.ts';
import { useApp } from '../../../client/use-app.ts';

function words(status: MessageStatus): string {
  switch (status) {
    case 'complete':
    case 'stopped':
    case 'truncated':
    case 'interrupted':
      return t(`answer.ended.${status}`);
    // A failure has an alert, and a stream is never read out word by word.
    case 'failed':
    case 'streaming':
      return '';
  }
}

/** Announces politely, once, that the current answer has ended. */
export function Announcer({ conversationId }: { readonly conversationId: Id | null }) {
  const status = useApp((state): MessageStatus | null => {
    if (conversationId === null) return null;
    const open = state.open[conversationId];
    const leafId = state.heads[conversationId]?.leafId ?? null;
    if (open?.kind !== 'ready' || leafId === null) return null;
    const leaf = open.messages[leafId];
    // Answers side by side say for themselves which of them ended.
    if (leaf === undefined || isOpenComparison(open.messages, leaf)) return null;
    return leaf.status;
  });
  const before = useRef({ conversationId, status });
  const [said, setSaid] = useState('');
  useEffect(() => {
    const last = before.current;
    before.current = { conversationId, status };
    if (last.conversationId !== conversationId || status === 'streaming') setSaid('');
    else if (last.status === 'streaming' && status !== null) setSaid(words(status));
  }, [conversationId, status]);
  return (
    <p role="status" className="visually-hidden">
      {said}
    </p>
  );
}
