import { memo, useLayoutEffect, useRef } from 'react';
import { AssistantMessage } from './assistant-message.tsx';
import type { LogItem } from './log-items.ts';
import { UserMessage } from './user-message.tsx';
import styles from './log.module.css';

const Message = memo(function Message({ item }: { readonly item: LogItem }) {
  return item.message.role === 'user' ? (
    <UserMessage item={item} />
  ) : (
    <AssistantMessage item={item} />
  );
});

interface MessageGroupProps {
  readonly items: readonly LogItem[];
  readonly index: number;
  readonly isMounted: boolean;
  /** Among the newest: never skipped by the browser, whatever it thinks is out of sight. */
  readonly isNewest: boolean;
  /** A guess at its height; px. */
  readonly estimate: number;
  /** Watches the place of a group that is not mounted; returns the end of the watch. */
  readonly watch: (element: HTMLElement, index: number) => () => void;
}

/**
 * Some messages that are mounted together. Until then their place is held by a block of about their
 * height, so that mounting them changes nothing for the eye.
 */
export const MessageGroup = memo(function MessageGroup({
  items,
  index,
  isMounted,
  isNewest,
  estimate,
  watch,
}: MessageGroupProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isMounted || element.current === null) return;
    return watch(element.current, index);
  }, [isMounted, index, watch]);
  if (!isMounted) {
    return <div ref={element} className={styles.place} style={{ blockSize: estimate }} />;
  }
  return (
    <div
      ref={element}
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
