import { memo, useLayoutEffect, useRef } from 'react';
import { AssistantMessage } from '../message/assistant-message.tsx';
import type { LogGroup, LogItem } from './log-items.ts';
import type { MountedGroups } from './use-mounted-groups.ts';
import { UserMessage } from '../message/user-message.tsx';
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
  /** Of the groups from `index` on. */
  readonly estimates: readonly number[];
  readonly watch: MountedGroups['watch'];
}

/** Holds the place of some groups that follow each other, until they are mounted. */
function Place({ index, estimates, watch }: PlaceProps) {
  const element = useRef<HTMLDivElement>(null);
  const heights = estimates.join(' ');
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    return watch(element.current, index, heights.split(' ').map(Number));
  }, [index, heights, watch]);
  const height = estimates.reduce((a, b) => a + b, 0);
  return <div ref={element} className={styles.place} style={{ blockSize: height }} />;
}

interface MessageSectionProps {
  readonly groups: readonly LogGroup[];
  /** The index of the first of the groups. */
  readonly index: number;
  readonly isMounted: (index: number) => boolean;
  /** From this index on groups are never skipped. */
  readonly last: number;
  readonly estimates: readonly number[];
  readonly watch: MountedGroups['watch'];
}

/** A group that is mounted, or how many that are not follow each other; `offset`: in the section. */
type Stretch =
  | { readonly kind: 'group'; readonly offset: number; readonly items: readonly LogItem[] }
  | { readonly kind: 'place'; readonly offset: number; readonly count: number };

function stretchesOf(
  groups: readonly LogGroup[],
  isMounted: (offset: number) => boolean,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let placed = 0;
  const close = (end: number): void => {
    if (placed > 0) stretches.push({ kind: 'place', offset: end - placed, count: placed });
    placed = 0;
  };
  for (const [offset, items] of groups.entries()) {
    if (items === null || !isMounted(offset)) placed += 1;
    else {
      close(offset);
      stretches.push({ kind: 'group', offset, items });
    }
  }
  close(groups.length);
  return stretches;
}

/**
 * Some groups. The browser visits every child of what grows and every place that is watched at each
 * frame, so a long log has two levels, and groups that are not mounted and follow each other are one place.
 */
export function MessageSection(props: MessageSectionProps) {
  const { groups, index: first, isMounted, last, estimates, watch } = props;
  const stretches = stretchesOf(groups, (offset) => isMounted(first + offset));
  return (
    <div>
      {stretches.map((stretch) =>
        stretch.kind === 'place' ? (
          <Place
            key={`place ${String(stretch.offset)}`}
            index={first + stretch.offset}
            estimates={estimates.slice(stretch.offset, stretch.offset + stretch.count)}
            watch={watch}
          />
        ) : (
          <MessageGroup
            // A group is a stretch of the path: its place is its identity.
            key={stretch.offset}
            items={stretch.items}
            isLast={first + stretch.offset >= last}
            estimate={estimates[stretch.offset] ?? 0}
          />
        ),
      )}
    </div>
  );
}

interface MessageGroupProps {
  readonly items: readonly LogItem[];
  /** At the end, where text grows: never skipped by the browser, whatever it thinks is out of sight. */
  readonly isLast: boolean;
  /** A guess at its height; px. */
  readonly estimate: number;
}

/**
 * Some messages that are mounted together. Until then their place is held by a block of about their
 * height, so that mounting them changes nothing for the eye.
 */
const MessageGroup = memo(function MessageGroup({ items, isLast, estimate }: MessageGroupProps) {
  return (
    <div
      className={styles.group}
      data-skippable={!isLast || undefined}
      style={{ containIntrinsicBlockSize: `auto ${String(estimate)}px` }}
    >
      {items.map((item) => (
        <Message key={item.message.id} item={item} />
      ))}
    </div>
  );
});
