import type { ReactNode } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ContextMenu, openMenuAt, type MenuEntry } from '../../../ui/menu.tsx';
import styles from '../library.module.css';

/** Props of {@link MenuButton}. */
export interface MenuButtonProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The icon. */
  readonly children: ReactNode;
}

/** A toolbar button that opens a menu. */
export function MenuButton({ label, entries, children }: MenuButtonProps) {
  return (
    <ContextMenu entries={entries}>
      {(onContextMenu) => (
        <span className={styles.menuPlace} onContextMenu={onContextMenu}>
          <IconButton
            label={label}
            size="small"
            aria-haspopup="menu"
            onClick={(event) => openMenuAt(event.currentTarget)}
          >
            {children}
          </IconButton>
        </span>
      )}
    </ContextMenu>
  );
}
