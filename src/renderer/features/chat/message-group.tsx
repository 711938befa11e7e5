import { memo, useLayoutEffect, useRef } from 'react';
import { AssistantMessage } from './assistant-message.tsx';
import type { LogGroup, LogItem } from './log-items.ts';
import type { MountedGroups } from './use-mounted-groups.ts';
import { UserMessage } from './user-message.tsx';
import styles from './log.module.css';

const Message = memo(function Message({ item }: { readonly item: LogItem }) {
  return item.message.role === 'user' ? (
    <UserMessage item={item} />
  ) : (
    <AssistantMessage item={item} />
  );
});

interface PlaceProps {
  readonly index: number;
  readonly estimates: number | readonly number[];
  readonly watch: MountedGroups['watch'];
}

/** Holds the place of a group, or of some that follow each other, until they are mounted. */
function Place({ index, estimates, watch }: PlaceProps) {
  const element = useRef<HTMLDivElement>(null);
  const heights = typeof estimates === 'number' ? String(estimates) : estimates.join(' ');
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    return watch(element.current, index, heights.split(' ').map(Number));
  }, [index, heights, watch]);
  const height = typeof estimates === 'number' ? estimates : estimates.reduce((a, b) => a + b, 0);
  return <div ref={element} className={styles.place} style={{ blockSize: height }} />;
}

interface MessageSectionProps {
  readonly groups: readonly LogGroup[];
  /** The index of the first of the groups. */
  readonly index: number;
  readonly isMounted: (index: number) => boolean;
  /** From this index on groups are among the newest. */
  readonly newest: number;
  readonly estimates: readonly number[];
  readonly watch: MountedGroups['watch'];
}

/**
 * Some groups. The browser visits every child of what grows and every place that is watched at each
 * frame, so a long log has two levels, and a section of which nothing is mounted is one place.
 */
export function MessageSection(props: MessageSectionProps) {
  const { groups, index: first, isMounted, newest, estimates, watch } = props;
  const isOpen = groups.some((group, offset) => group !== null && isMounted(first + offset));
  return (
    <div>
      {isOpen ? (
        groups.map((group, offset) => (
          <MessageGroup
            // A group is a stretch of the path: its place is its identity.
            key={offset}
            items={group}
            index={first + offset}
            isMounted={isMounted(first + offset)}
            isNewest={first + offset >= newest}
            estimate={estimates[offset] ?? 0}
            watch={watch}
          />
        ))
      ) : (
        <Place index={first} estimates={estimates} watch={watch} />
      )}
    </div>
  );
}

interface MessageGroupProps {
  readonly items: LogGroup;
  readonly index: number;
  readonly isMounted: boolean;
  /** Among the newest: never skipped by the browser, whatever it thinks is out of sight. */
  readonly isNewest: boolean;
  /** A guess at its height; px. */
  readonly estimate: number;
  /** Watches the place of a group that is not mounted; returns the end of the watch. */
  readonly watch: MountedGroups['watch'];
}

/**
 * Some messages that are mounted together. Until then their place is held by a block of about their
 * height, so that mounting them changes nothing for the eye.
 */
const MessageGroup = memo(function MessageGroup({
  items,
  index,
  isMounted,
  isNewest,
  estimate,
  watch,
}: MessageGroupProps) {
  if (!isMounted || items === null)
    return <Place index={index} estimates={estimate} watch={watch} />;
  return (
    <div
      className={styles.group}
      data-skippable={!isNewest || undefined}
      style={{ containIntrinsicBlockSize: `auto ${String(estimate)}px` }}
    >
      {items.map((item) => (
        <Message key={item.message.id} item={item} />
      ))}
    </div>
  );
});
