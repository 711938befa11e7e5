import { useLayoutEffect, useRef } from 'react';
import { memo } from '../../../language/memo.ts';
import { AssistantMessage } from '../message/assistant-message.tsx';
import type { ComparisonProps } from '../compare/comparison.tsx';
import { deferred } from '../../../ui/deferred.tsx';
import type { LogGroup, LogItem } from './log-items.ts';
import type { MountedGroups } from './use-mounted-groups.ts';
import { UserMessage } from '../message/user-message.tsx';
import type { CheckpointProps } from '../room/checkpoint.tsx';
import styles from './log.module.css';

const Comparison = deferred<ComparisonProps>(
  async () => (await import('../compare/comparison.tsx')).Comparison,
);

const Checkpoint = deferred<CheckpointProps>(
  async () => (await import('../room/checkpoint.tsx')).Checkpoint,
);

const Message = memo(function Message({ item }: { readonly item: LogItem }) {
  const { message, index } = item;
  if (message.role === 'user') {
    return (
      <>
        {message.checkpoint !== undefined && <Checkpoint message={message} before={index} />}
        <UserMessage item={item} />
      </>
    );
  }
  if (item.compared !== null) return <Comparison item={item} compared={item.compared} />;
  return <AssistantMessage item={item} />;
});

/** The columns of a comparison stay when the path moves from one to another. */
function keyOf({ message, compared }: LogItem): string {
  return compared === null ? message.id : `compared ${compared.questionId}`;
}

interface PlaceProps {
  readonly index: number;
  /** Estimated heights of the groups from `index` on. */
  readonly estimates: readonly number[];
  readonly watch: MountedGroups['watch'];
}

/** A placeholder for consecutive groups until they are mounted. */
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
  /** Index of the first group. */
  readonly index: number;
  readonly isMounted: (index: number) => boolean;
  /** Groups from this index on are never skipped. */
  readonly last: number;
  readonly estimates: readonly number[];
  readonly watch: MountedGroups['watch'];
}

/**
 * One mounted group, or a run of consecutive unmounted ones; `offset` is its position in the
 * section.
 */
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
 * A section of groups. In each frame the browser visits every child of a growing element and every
 * observed placeholder. A long log therefore has two levels, and consecutive unmounted groups share
 * one placeholder.
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
            // A group is a fixed stretch of the path, so its offset is its identity.
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
  /**
   * True at the end, where text grows. The browser never skips it, even if it seems to be off
   * screen.
   */
  readonly isLast: boolean;
  /** Estimated height, in px. */
  readonly estimate: number;
}

/**
 * Messages that are mounted together. Until then a block of about their height holds their place,
 * so that mounting them is invisible.
 */
const MessageGroup = memo(function MessageGroup({ items, isLast, estimate }: MessageGroupProps) {
  return (
    <div
      className={styles.group}
      data-skippable={!isLast || undefined}
      data-wide={items.some(({ compared }) => compared !== null) || undefined}
      style={{ containIntrinsicBlockSize: `auto ${String(estimate)}px` }}
    >
      {items.map((item) => (
        <Message key={keyOf(item)} item={item} />
      ))}
    </div>
  );
});
