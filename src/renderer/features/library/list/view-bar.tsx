import type { ReactNode } from 'react';
import ArrowDownUp from 'lucide-react/icons/arrow-down-up';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { t } from '../../../../shared/language/translate.ts';
import type { LibrarySort } from '../../../../shared/model/settings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import type { LibraryView } from './arrange.ts';
import { MenuButton } from './menu-button.tsx';
import styles from '../library.module.css';

const sorts: readonly LibrarySort[] = ['changed', 'created', 'title'];

function nameOf(view: LibraryView): string {
  switch (view.kind) {
    case 'all':
      return t('library.conversations');
    case 'folder':
      return view.name;
    case 'archive':
      return t('library.archive.title');
  }
}

/** Props of {@link ViewBar}. */
export interface ViewBarProps {
  readonly view: LibraryView;
  readonly onView: (view: LibraryView) => void;
  /** The tools of this view. */
  readonly children: ReactNode;
}

/** The name of the view, the way back to all conversations, and the sort order. */
export function ViewBar({ view, onView, children }: ViewBarProps) {
  const controller = useController();
  const sort = useApp((state) => state.settings?.settings.librarySort ?? 'changed');
  const entries = sorts.map((value) => ({
    kind: 'choice' as const,
    label: t(`library.sort.${value}`),
    checked: value === sort,
    // A failure is not worth a message: the list merely keeps its order.
    onSelect: () => void controller.command('settings.update', { librarySort: value }),
  }));
  return (
    <div className={styles.viewBar}>
      {view.kind !== 'all' && (
        <IconButton label={t('library.all')} size="small" onClick={() => onView({ kind: 'all' })}>
          <ArrowLeft size={16} />
        </IconButton>
      )}
      <h2 className={styles.viewName} dir="auto">
        {nameOf(view)}
      </h2>
      {children}
      <MenuButton label={t('library.sort')} entries={entries}>
        <ArrowDownUp size={14} />
      </MenuButton>
    </div>
  );
}
