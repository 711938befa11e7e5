import type { ReactNode } from 'react';
import ArrowDownUp from 'lucide-react/icons/arrow-down-up';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import type { LibrarySort } from '../../../../shared/model/settings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import type { LibraryView } from './arrange.ts';
import { MenuButton } from './menu-button.tsx';
import styles from '../library.module.css';

const sorts: readonly (readonly [LibrarySort, string])[] = [
  ['changed', 'Last changed'],
  ['created', 'Created'],
  ['title', 'Title'],
];

function nameOf(view: LibraryView): string {
  switch (view.kind) {
    case 'all':
      return 'Conversations';
    case 'folder':
      return view.name;
    case 'archive':
      return 'Archive';
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
  const entries = sorts.map(([value, label]) => ({
    kind: 'choice' as const,
    label,
    checked: value === sort,
    // A failure is not worth a message: the list merely keeps its order.
    onSelect: () => void controller.command('settings.update', { librarySort: value }),
  }));
  return (
    <div className={styles.viewBar}>
      {view.kind !== 'all' && (
        <IconButton label="All conversations" size="small" onClick={() => onView({ kind: 'all' })}>
          <ArrowLeft size={16} />
        </IconButton>
      )}
      <h2 className={styles.viewName} dir="auto">
        {nameOf(view)}
      </h2>
      {children}
      <MenuButton label="Sort" entries={entries}>
        <ArrowDownUp size={14} />
      </MenuButton>
    </div>
  );
}
