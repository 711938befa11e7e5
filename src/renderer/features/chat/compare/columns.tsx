import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ComparedAnswers } from '../../../../shared/model/tree/comparison.ts';
import { useApp } from '../../../client/use-app.ts';
import { columnTitle, type ColumnName } from '../../../../shared/words/compare-words.ts';
import { classNames } from '../../../ui/class-names.ts';
import { logicalKey } from '../../../ui/direction.ts';
import type { LogItem } from '../log/log-items.ts';
import { indexAfter, listenToColumns } from './column-keys.ts';
import { Column } from './column.tsx';
import styles from './comparison.module.css';

interface ColumnsProps {
  /** The answer on the path. */
  readonly item: LogItem;
  readonly compared: ComparedAnswers;
  readonly names: readonly ColumnName[];
  /** Null if nothing can be chosen. */
  readonly onChoose: ((messageId: string) => void) | null;
}

/** The least width of a column (px). */
const narrowestPx = 240;

/** How the answers are laid out: in one row, four of them in two rows, or behind tabs. */
type Layout = 'row' | 'square' | 'tabs';

function layoutIn(widthPx: number, count: number): Layout {
  const perRow = Math.floor(widthPx / narrowestPx);
  if (perRow >= count) return 'row';
  return count === 4 && perRow >= 2 ? 'square' : 'tabs';
}

/** The layout for the width there is. The ref is for an element of that width. */
function useLayout(count: number) {
  const [layout, setLayout] = useState<Layout>('row');
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      const observer = new ResizeObserver(([entry]) => {
        if (entry !== undefined) setLayout(layoutIn(entry.contentRect.width, count));
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [count],
  );
  return { layout, ref };
}

/** The answers beside each other, or one at a time behind tabs where there is no room. */
export function Columns({ item, compared, names, onChoose }: ColumnsProps) {
  const { columns, chosen } = compared;
  const { layout, ref } = useLayout(columns.length);
  const onPath = columns.findIndex(({ id }) => id === item.message.id);
  const [tab, setTab] = useState<number | null>(null);
  const container = useRef<HTMLDivElement>(null);
  const id = useId();
  // The column of what is looked for comes to the front.
  const sought = useApp(({ reveal }) =>
    columns.findIndex((column) => column.id === reveal?.messageId),
  );
  if (sought !== -1 && sought !== tab) setTab(sought);
  const current = Math.min(tab ?? Math.max(0, onPath), columns.length - 1);

  useEffect(
    () => (container.current === null ? undefined : listenToColumns(container.current)),
    [],
  );
  const onTabKey = (event: KeyboardEvent, index: number): void => {
    const next = indexAfter(logicalKey(event.key), index, columns.length);
    if (next === null) return;
    event.preventDefault();
    setTab(next);
    const tabs = container.current?.querySelectorAll<HTMLElement>('[role="tab"]');
    tabs?.[next]?.focus();
  };

  return (
    <div ref={container}>
      <div ref={ref} />
      {layout === 'tabs' && (
        <div role="tablist" aria-label={t('compare.answers')} className={styles.list}>
          {names.map((name, index) => (
            <button
              key={name.number}
              type="button"
              role="tab"
              id={`${id}-tab-${String(index)}`}
              aria-selected={index === current}
              aria-controls={`${id}-column-${String(index)}`}
              tabIndex={index === current ? 0 : -1}
              className={styles.tab}
              onClick={() => setTab(index)}
              onKeyDown={(event) => onTabKey(event, index)}
            >
              {name.name === '' ? t('compare.column', { number: name.number }) : name.name}
            </button>
          ))}
        </div>
      )}
      <div className={classNames(styles.columns, styles[layout])}>
        {columns.map((message, index) => {
          const name = names[index];
          if (name === undefined) return null;
          return (
            <Column
              key={message.compared?.column ?? index}
              id={`${id}-column-${String(index)}`}
              labelledBy={layout === 'tabs' ? `${id}-tab-${String(index)}` : undefined}
              label={columnTitle(name)}
              name={name}
              isHidden={layout === 'tabs' && index !== current}
              item={{
                message,
                index: item.index,
                version: 1,
                versions: 1,
                previousVersion: null,
                nextVersion: null,
                isLast: item.isLast,
                compared,
              }}
              isChosen={chosen === message.id}
              onChoose={onChoose === null ? null : () => onChoose(message.id)}
            />
          );
        })}
      </div>
    </div>
  );
}
