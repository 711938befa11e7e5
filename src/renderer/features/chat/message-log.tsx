import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Id, Message } from '../../../shared/conversation.ts';
import { useApp } from '../../use-app.ts';
import { keepPosition, positionOf } from './positions.ts';
import { estimateHeight, groupItems, logItems, type LogItem } from './log-items.ts';
import { MessageSection } from './message-group.tsx';
import { newestGroups, useMountedGroups } from './use-mounted-groups.ts';
import { ConversationIdContext } from './page-context.ts';
import type { PageParts } from './page.ts';
import { createScrollKeeper } from './scroll-keeper.ts';
import { useWholeLog } from './use-whole-log.ts';
import { useReveal } from './use-reveal.ts';
import styles from './log.module.css';

/** px of width that a character takes on average, and the room beside the column. */
const characterWidth = 7.7;
const columnRoom = 48;
const columnWidth = 660;

/** Groups per section, see {@link MessageSection}. */
const sectionGroups = 16;

function sectionsOf(
  groups: readonly (readonly LogItem[])[],
): readonly (readonly (readonly LogItem[])[])[] {
  return Array.from({ length: Math.ceil(groups.length / sectionGroups) }, (_, index) =>
    groups.slice(index * sectionGroups, (index + 1) * sectionGroups),
  );
}

interface MessageLogProps {
  readonly conversationId: Id;
  readonly messages: Readonly<Record<Id, Message>>;
  readonly page: PageParts;
}

/** Items and groups of the path on show; what did not change keeps its identity. */
function useGroups(
  messages: Readonly<Record<Id, Message>>,
  leafId: Id | null,
): { readonly items: readonly LogItem[]; readonly groups: readonly (readonly LogItem[])[] } {
  const [made, setMade] = useState(() => {
    const items = logItems(messages, leafId, []);
    return { messages, leafId, items, groups: groupItems(items, []) };
  });
  if (made.messages === messages && made.leafId === leafId) return made;
  const items = logItems(messages, leafId, made.items);
  const next = { messages, leafId, items, groups: groupItems(items, made.groups) };
  setMade(next);
  return next;
}

/** The messages on show, newest at the end. Use one per conversation (`key`): it keeps the place. */
export function MessageLog({ conversationId, messages, page }: MessageLogProps) {
  const leafId = useApp((state) => state.heads[conversationId]?.leafId ?? null);
  const { items, groups } = useGroups(messages, leafId);
  const content = useRef<HTMLDivElement>(null);
  const [start] = useState(() => {
    const position = positionOf(conversationId);
    const width = Math.min(columnWidth, (page.scroller()?.clientWidth ?? 800) - columnRoom);
    const at =
      position.kind === 'latest'
        ? -1
        : groups.findIndex((group) => group.some((item) => item.message.id === position.messageId));
    const first = at === -1 ? [] : [at - 1, at, at + 1];
    return { position, first, charactersPerLine: Math.max(20, width / characterWidth) };
  });
  const isBusy = useApp((state) => state.streaming.has(conversationId));
  const { isMounted, mount, watch } = useMountedGroups(
    groups.length,
    start.first,
    page.scroller,
    isBusy,
  );

  const count = useRef({ now: items.length, seen: items.length });
  const tellBeyond = useRef(() => {});
  useLayoutEffect(() => {
    const scroller = page.scroller();
    if (scroller === null || content.current === null) return;
    const keeper = createScrollKeeper(scroller, content.current);
    const tell = (): void => {
      const { following, atEnd } = keeper.getState();
      if (following || atEnd) count.current.seen = count.current.now;
      const news = Math.max(0, count.current.now - count.current.seen);
      const before = page.beyond.get();
      if (atEnd) page.beyond.set(null);
      else if (before?.news !== news) page.beyond.set({ news });
    };
    tellBeyond.current = tell;
    const unsubscribe = keeper.subscribe(tell);
    page.setKeeper(keeper);
    keeper.restore(start.position);
    return () => {
      keepPosition(conversationId, keeper.position());
      unsubscribe();
      keeper.dispose();
      page.setKeeper(null);
      page.beyond.set(null);
    };
  }, [conversationId, page, start]);
  const onPath = useCallback(
    (id: Id) => groups.findIndex((group) => group.some((item) => item.message.id === id)),
    [groups],
  );
  useWholeLog(page, groups.length, { isMounted, mount });
  useReveal({ conversationId, messages, page, onPath, isMounted, mount, content });
  useEffect(() => {
    count.current.now = items.length;
    tellBeyond.current();
  }, [items.length]);

  return (
    <ConversationIdContext value={conversationId}>
      <div role="log" aria-label="Messages" aria-live="off" tabIndex={0} className={styles.log}>
        <div ref={content} className={styles.column}>
          {sectionsOf(groups).map((section, index) => (
            <MessageSection
              key={index}
              groups={section}
              index={index * sectionGroups}
              isMounted={isMounted}
              newest={groups.length - newestGroups}
              estimates={section.map((group) => estimateHeight(group, start.charactersPerLine))}
              watch={watch}
            />
          ))}
        </div>
      </div>
    </ConversationIdContext>
  );
}
