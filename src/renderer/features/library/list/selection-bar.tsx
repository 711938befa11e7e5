import Archive from 'lucide-react/icons/archive';
import ArchiveRestore from 'lucide-react/icons/archive-restore';
import Download from 'lucide-react/icons/download';
import FolderInput from 'lucide-react/icons/folder-input';
import Pin from 'lucide-react/icons/pin';
import PinOff from 'lucide-react/icons/pin-off';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { exportFormatNames } from '../../../common/export-formats.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MenuButton } from './menu-button.tsx';
import type { Organize } from './use-organize.ts';
import styles from '../library.module.css';

/** Props of {@link SelectionBar}. */
export interface SelectionBarProps {
  readonly heads: readonly ConversationHead[];
  readonly organize: Organize;
  readonly onDelete: (ids: readonly Id[]) => void;
  readonly onClear: () => void;
}

/** The actions for all selected conversations, one press each. */
export function SelectionBar({ heads, organize, onDelete, onClear }: SelectionBarProps) {
  const ids = heads.map(({ id }) => id);
  const isPinned = heads.every((head) => head.pinned === true);
  const isArchived = heads.every((head) => head.archived === true);
  const formats = exportFormatNames().map(([format, label]) => ({
    kind: 'action' as const,
    label,
    onSelect: () => organize.takeOut(ids, format),
  }));
  return (
    <div role="toolbar" aria-label={t('library.selected_conversations')} className={styles.bar}>
      <span role="status" className={styles.barCount}>
        {t('library.selected', { count: heads.length })}
      </span>
      <IconButton
        label={t('library.clear_selection')}
        shortcut="Esc"
        size="small"
        onClick={onClear}
      >
        <X size={16} />
      </IconButton>
      <IconButton
        label={isPinned ? t('library.unpin') : t('library.pin')}
        size="small"
        onClick={() => organize.pin(ids, !isPinned)}
      >
        {isPinned ? <PinOff size={16} /> : <Pin size={16} />}
      </IconButton>
      <IconButton
        label={isArchived ? t('library.unarchive') : t('library.archive')}
        size="small"
        onClick={() => organize.archive(ids, !isArchived)}
      >
        {isArchived ? <ArchiveRestore size={16} /> : <Archive size={16} />}
      </IconButton>
      <IconButton
        label={t('library.move_to_folder')}
        size="small"
        onClick={() => organize.chooseFolder(ids)}
      >
        <FolderInput size={16} />
      </IconButton>
      <MenuButton label={t('library.export')} entries={formats}>
        <Download size={16} />
      </MenuButton>
      <IconButton label={t('library.delete')} size="small" onClick={() => onDelete(ids)}>
        <Trash2 size={16} />
      </IconButton>
    </div>
  );
}
