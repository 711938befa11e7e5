import Archive from 'lucide-react/icons/archive';
import Folder from 'lucide-react/icons/folder';
import FolderPlus from 'lucide-react/icons/folder-plus';
import Pin from 'lucide-react/icons/pin';
import type { ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { classNames } from '../../../ui/class-names.ts';
import { useApp } from '../../../client/use-app.ts';
import { foldersOf } from '../list/arrange.ts';
import { useDropTarget } from '../list/drag.ts';
import type { Organize } from '../list/use-organize.ts';
import styles from '../library.module.css';

function Target({
  icon,
  label,
  onDrop,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly onDrop: (ids: readonly Id[]) => void;
}) {
  const { isOver, handlers } = useDropTarget(onDrop);
  return (
    <li {...handlers} className={classNames(styles.target, isOver && styles.dropTarget)}>
      {icon}
      <span className={styles.title}>{label}</span>
    </li>
  );
}

/** The drop targets shown while conversations are dragged. Keyboard users have the menu. */
export function DropPanel({ organize }: { readonly organize: Organize }) {
  const heads = useApp((state) => state.heads);
  return (
    <ul className={styles.dropPanel} aria-label={t('library.drop_on')}>
      {foldersOf(heads).map(([name]) => (
        <Target
          key={name}
          icon={<Folder size={16} aria-hidden />}
          label={name}
          onDrop={(ids) => organize.move(ids, name)}
        />
      ))}
      <Target
        icon={<FolderPlus size={16} aria-hidden />}
        label={t('library.new_folder')}
        onDrop={organize.chooseFolder}
      />
      <Target
        icon={<Pin size={16} aria-hidden />}
        label={t('library.pin')}
        onDrop={(ids) => organize.pin(ids, true)}
      />
      <Target
        icon={<Archive size={16} aria-hidden />}
        label={t('library.archive')}
        onDrop={(ids) => organize.archive(ids, true)}
      />
    </ul>
  );
}
