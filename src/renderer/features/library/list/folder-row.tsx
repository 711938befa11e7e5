import Archive from 'lucide-react/icons/archive';
import Folder from 'lucide-react/icons/folder';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { memo } from '../../../language/memo.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { classNames } from '../../../ui/class-names.ts';
import type { LibraryRow, LibraryView } from './arrange.ts';
import { useDropTarget } from './drag.ts';
import styles from '../library.module.css';

/** Props of {@link FolderRow}. */
export interface FolderRowProps {
  readonly row: Extract<LibraryRow, { kind: 'folder' }>;
  /** Distance from the top of the list (px). */
  readonly top: number;
  readonly isTabStop: boolean;
  readonly onOpen: (view: LibraryView) => void;
  readonly onDrop: (view: LibraryView, ids: readonly Id[]) => void;
}

/** A folder or the archive: opens its list and accepts dropped conversations. */
export const FolderRow = memo(function FolderRow(props: FolderRowProps) {
  const { row, top, isTabStop, onOpen, onDrop } = props;
  const { isOver, handlers } = useDropTarget((ids) => onDrop(row.view, ids));
  const Icon = row.view.kind === 'archive' ? Archive : Folder;
  return (
    <li
      {...handlers}
      className={classNames(styles.row, isOver && styles.dropTarget)}
      style={{ insetBlockStart: top }}
      data-row-key={row.key}
    >
      <button
        type="button"
        className={classNames(styles.open, styles.folder)}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={t('library.folder.counted', { folder: row.label, count: row.count })}
        onClick={() => onOpen(row.view)}
      >
        <Icon size={16} aria-hidden />
        <span className={styles.title}>{row.label}</span>
      </button>
      <span className={styles.time} aria-hidden>
        {numberText(row.count)}
      </span>
    </li>
  );
});
