import { useEffect, useState } from 'react';
import type { Id, Message } from '../../../shared/model/conversation.ts';
import { wholeText } from '../../../shared/model/text-log.ts';
import { useApp, useController } from '../../client/use-app.ts';

/** Shortest interval between two reads of the growing answer (ms). */
const pause = 400;

/**
 * The answer being written in a conversation, with its text so far; null if there is none or
 * nothing is searched for. Polled at intervals, so that a token never costs a search.
 */
export function useGrowingAnswer(conversationId: Id | null, isLooking: boolean): Message | null {
  const { store } = useController();
  const isStreaming = useApp(
    (state) => conversationId !== null && state.streaming.has(conversationId),
  );
  const [growing, setGrowing] = useState<Message | null>(null);
  useEffect(() => {
    if (!isStreaming || !isLooking || conversationId === null) return undefined;
    let length = -1;
    const look = (): void => {
      const { open: all, heads } = store.getState();
      const open = all[conversationId];
      if (open?.kind !== 'ready') return;
      // Of answers side by side, the one on the path is searched.
      const live = open.live.find(({ messageId }) => messageId === heads[conversationId]?.leafId);
      if (live === undefined) return;
      const message = open.messages[live.messageId];
      const texts = live.parts.filter(({ part }) => part.kind === 'text');
      const now = texts.reduce((sum, { log }) => sum + (log?.length ?? 0), 0);
      if (message === undefined || now === length) return;
      length = now;
      const parts = texts.map(({ log }) => ({ kind: 'text' as const, text: wholeText(log) }));
      setGrowing({ ...message, parts });
    };
    look();
    const timer = setInterval(look, pause);
    return () => {
      clearInterval(timer);
      setGrowing(null);
    };
  }, [store, conversationId, isStreaming, isLooking]);
  return growing;
}
