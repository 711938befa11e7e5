import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ComparedAnswers } from '../../../../shared/model/tree/comparison.ts';
import { columnsShown } from '../../../common/columns-shown.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { liftTimeLimit } from '../../../markdown/index.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { followPosition, positionOf } from '../../../client/positions.ts';
import {
  estimateHeights,
  groupItems,
  groupsInView,
  logItems,
  type LogGroup,
  type LogItem,
} from './log-items.ts';
import { logGeometry, type LogGeometry } from './log-geometry.ts';
import { MessageSection } from './message-group.tsx';
import { useMountedGroups } from './use-mounted-groups.ts';
import { ConversationIdContext, LogHeadContext, type LogHead } from '../page/page-context.ts';
import type { PageParts } from '../page/page.ts';
import { createScrollKeeper } from './scroll-keeper.ts';
import { useFocusName } from '../../../ui/focus-registry.ts';
import { useWholeLog } from './use-whole-log.ts';
import { useReveal } from './use-reveal.ts';
import styles from './log.module.css';

const noPins: LogHead['pins'] = [];

/** Number of groups at the end that are never skipped. */
const lastGroups = 6;

/** Groups per section, see {@link MessageSection}. */
const sectionGroups = 32;

function sectionsOf<T>(groups: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(groups.length / sectionGroups) }, (_, index) =>
    groups.slice(index * sectionGroups, (index + 1) * sectionGroups),
  );
}

interface MessageLogProps {
  readonly conversationId: Id;
  readonly messages: Readonly<Record<Id, Message>>;
  /** The path on show while some of its messages are not loaded; otherwise null. */
  readonly path: readonly Id[] | null;
  readonly page: PageParts;
}

interface Groups {
  /** Number of messages on the path, including those not loaded yet. */
  readonly messageCount: number;
  readonly groups: readonly LogGroup[];
  readonly heights: readonly number[];
}

/** The groups of the path on show. Unchanged groups keep their identity. */
function useGroups(
  { messages, path }: Pick<MessageLogProps, 'messages' | 'path'>,
  leafId: Id | null,
  geometry: LogGeometry,
): Groups {
  const make = (items: readonly (LogItem | null)[], before: readonly LogGroup[]) => {
    const nextItems = logItems(messages, leafId, path, items);
    const groups = groupItems(nextItems, before);
    const heights = estimateHeights(groups, geometry);
    const messageCount = nextItems.length;
    return { messages, path, leafId, items: nextItems, messageCount, groups, heights };
  };
  const [made, setMade] = useState(() => make([], []));
  if (made.messages === messages && made.path === path && made.leafId === leafId) return made;
  const next = make(made.items, made.groups);
  setMade(next);
  return next;
}

/** The index of a message's group; -1 if it is not loaded or not on the path. */
function groupOf(groups: readonly LogGroup[], id: Id): number {
  const showsAll = ({ questionId, chosen }: ComparedAnswers): boolean =>
    chosen === null || columnsShown().has(questionId);
  const shows = ({ message, compared }: LogItem): boolean =>
    message.id === id ||
    (compared !== null && showsAll(compared) && compared.columns.some((each) => each.id === id));
  return groups.findIndex((group) => group?.some(shows) ?? false);
}

/**
 * The messages on show, newest last. Needs one instance per conversation (`key`), because it stores
 * the scroll position.
 */
export function MessageLog({ conversationId, messages, path, page }: MessageLogProps) {
  const controller = useController();
  const leafId = useApp((state) => state.heads[conversationId]?.leafId ?? null);
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  const pins = useApp((state) => state.heads[conversationId]?.pins ?? noPins);
  const head = useMemo(() => ({ isReadOnly, pins }), [isReadOnly, pins]);
  // Made once, because new estimates would move what is being read.
  const [geometry] = useState(() =>
    logGeometry(
      controller.store.getState().settings?.settings ?? null,
      page.scroller()?.clientWidth ?? 800,
    ),
  );
  const { messageCount, groups, heights } = useGroups({ messages, path }, leafId, geometry);
  const log = useRef<HTMLDivElement>(null);
  useFocusName('log', log);
  const content = useRef<HTMLDivElement>(null);
  const [start] = useState(() => {
    liftTimeLimit();
    const position = positionOf(conversationId);
    const { reveal } = controller.store.getState();
    const wanted = reveal?.conversationId === conversationId ? reveal : position;
    const at = 'messageId' in wanted ? groupOf(groups, wanted.messageId) : -1;
    const view = page.scroller()?.clientHeight ?? 800;
    return { position, first: groupsInView(heights, at, view) };
  });
  const isBusy = useApp((state) => state.streaming.has(conversationId));
  const { isMounted, mount, watch } = useMountedGroups(
    groups.length,
    start.first,
    page.scroller,
    isBusy,
  );

  const count = useRef({ now: messageCount, seen: messageCount });
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
    const stopFollowing = followPosition(conversationId, keeper.position);
    return () => {
      stopFollowing();
      unsubscribe();
      keeper.dispose();
      page.setKeeper(null);
      page.beyond.set(null);
    };
  }, [conversationId, page, start]);
  const onPath = useCallback((id: Id) => groupOf(groups, id), [groups]);
  useWholeLog(groups.length, { isMounted, mount });
  useReveal({ conversationId, messages, page, onPath, isMounted, mount, content });
  useEffect(() => {
    count.current.now = messageCount;
    tellBeyond.current();
  }, [messageCount]);

  return (
    <ConversationIdContext value={conversationId}>
      <div
        ref={log}
        role="log"
        aria-label={t('log.title')}
        aria-live="off"
        tabIndex={0}
        className={styles.log}
      >
        <div ref={content} className={styles.column}>
          <LogHeadContext value={head}>
            {sectionsOf(groups).map((section, index) => (
              <MessageSection
                key={index}
                groups={section}
                index={index * sectionGroups}
                isMounted={isMounted}
                last={groups.length - lastGroups}
                estimates={heights.slice(index * sectionGroups, (index + 1) * sectionGroups)}
                watch={watch}
              />
            ))}
          </LogHeadContext>
        </div>
      </div>
    </ConversationIdContext>
  );
}
