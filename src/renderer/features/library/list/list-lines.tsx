import type { Id } from '../../../../shared/model/conversation.ts';
import type { LibraryView } from './arrange.ts';
import { ConversationRow, type RowHandlers } from './conversation-row.tsx';
import { FolderRow } from './folder-row.tsx';
import type { ListRows } from './use-rows.ts';
import styles from '../library.module.css';

interface ListLinesProps {
  readonly list: ListRows;
  /** The indexes of the rows to render. */
  readonly drawn: readonly number[];
  readonly tabStop: string | null | undefined;
  readonly renaming: Id | null;
  readonly selected: ReadonlySet<Id>;
  /** The row whose menu is open. */
  readonly menuFor: string | null;
  readonly handlers: RowHandlers;
  readonly onView: (view: LibraryView) => void;
  readonly onDropOn: (target: LibraryView, ids: readonly Id[]) => void;
}

/** The visible rows, each at its position. */
export function ListLines(props: ListLinesProps) {
  const { list, drawn, tabStop, renaming, selected, menuFor, handlers, onView, onDropOn } = props;
  const { rows, listed, positions, tops } = list;
  return (
    <ul className={styles.list} style={{ blockSize: tops.at(-1) }}>
      {drawn.map((index) => {
        const top = tops[index] ?? 0;
        const row = rows[index];
        if (row === undefined) return null;
        const isTabStop = row.key === tabStop;
        switch (row.kind) {
          case 'heading':
            return (
              <li key={row.key} className={styles.heading} style={{ insetBlockStart: top }}>
                <h3>{row.label}</h3>
              </li>
            );
          case 'folder':
            return (
              <FolderRow
                key={row.key}
                row={row}
                top={top}
                isTabStop={isTabStop}
                onOpen={onView}
                onDrop={onDropOn}
              />
            );
          case 'conversation':
            return (
              <ConversationRow
                key={row.key}
                id={row.id}
                top={top}
                position={positions.get(row.id) ?? 0}
                count={listed.length}
                isTabStop={isTabStop}
                isRenaming={row.id === renaming}
                isSelected={selected.size === 0 ? null : selected.has(row.id)}
                menuOpen={row.id === menuFor}
                handlers={handlers}
              />
            );
        }
      })}
    </ul>
  );
}
