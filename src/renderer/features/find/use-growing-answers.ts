import { useEffect, useState } from 'react';
import type { Id, Message } from '../../../shared/model/conversation.ts';
import { wholeText } from '../../../shared/model/text-log.ts';
import { useApp, useController } from '../../client/use-app.ts';

/** Shortest interval between two reads of the growing answers (ms). */
const pause = 400;

const none: ReadonlyMap<Id, Message> = new Map();

/**
 * The answers being written in a conversation, with their texts so far; none if nothing is searched
 * for. Polled at intervals, so that a token never costs a search.
 */
export function useGrowingAnswers(
  conversationId: Id | null,
  isLooking: boolean,
): ReadonlyMap<Id, Message> {
  const { store } = useController();
  const isStreaming = useApp(
    (state) => conversationId !== null && state.streaming.has(conversationId),
  );
  const [growing, setGrowing] = useState(none);
  useEffect(() => {
    if (!isStreaming || !isLooking || conversationId === null) return undefined;
    let before = '';
    const look = (): void => {
      const open = store.getState().open[conversationId];
      if (open?.kind !== 'ready') return;
      const answers = open.live.map(({ messageId, parts }) => {
        const texts = parts.filter(({ part }) => part.kind === 'text');
        return { messageId, texts };
      });
      const lengths = answers.map(({ messageId, texts }) => {
        const length = texts.reduce((sum, { log }) => sum + (log?.length ?? 0), 0);
        return `${messageId} ${String(length)}`;
      });
      const now = lengths.join('\n');
      if (now === before) return;
      before = now;
      const grown = answers.flatMap(({ messageId, texts }): readonly [Id, Message][] => {
        const message = open.messages[messageId];
        if (message === undefined) return [];
        const parts = texts.map(({ log }) => ({ kind: 'text' as const, text: wholeText(log) }));
        return [[messageId, { ...message, parts }]];
      });
      setGrowing(new Map(grown));
    };
    look();
    const timer = setInterval(look, pause);
    return () => {
      clearInterval(timer);
      setGrowing(none);
    };
  }, [store, conversationId, isStreaming, isLooking]);
  return growing;
}
