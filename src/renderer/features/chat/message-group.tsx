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

/** One mounted group, or some that are not and follow each other. */
interface Stretch {
  /** In its section. */
  readonly offset: number;
  readonly groups: readonly LogGroup[];
  readonly isMounted: boolean;
}

function stretchesOf(
  groups: readonly LogGroup[],
  isMounted: (offset: number) => boolean,
): readonly Stretch[] {
  const stretches: { offset: number; groups: LogGroup[]; isMounted: boolean }[] = [];
  for (const [offset, group] of groups.entries()) {
    const mounted = group !== null && isMounted(offset);
    const before = stretches.at(-1);
    if (mounted || before === undefined || before.isMounted) {
      stretches.push({ offset, groups: [group], isMounted: mounted });
    } else before.groups.push(group);
  }
  return stretches;
}

/**
 * Some groups. The browser visits every child of what grows and every place that is watched at each
 * frame, so a long log has two levels, and groups that are not mounted and follow each other are one place.
 */
export function MessageSection(props: MessageSectionProps) {
  const { groups, index: first, isMounted, last, estimates, watch } = props;
  return (
    <div>
      {stretchesOf(groups, (offset) => isMounted(first + offset)).map((stretch) => {
        const { offset } = stretch;
        const [items] = stretch.groups;
        if (!stretch.isMounted || items === undefined || items === null)
          return (
            <Place
              key={`place ${String(offset)}`}
              index={first + offset}
              estimates={estimates.slice(offset, offset + stretch.groups.length)}
              watch={watch}
            />
          );
        return (
          <MessageGroup
            // A group is a stretch of the path: its place is its identity.
            key={offset}
            items={items}
            isLast={first + offset >= last}
            estimate={estimates[offset] ?? 0}
          />
        );
      })}
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
