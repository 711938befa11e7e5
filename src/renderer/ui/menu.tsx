import { Fragment, type ReactNode } from 'react';
import { ContextMenu as Radix } from 'radix-ui';
import { classNames } from './class-names.ts';
import styles from './menu.module.css';

/** One line of a menu. */
export interface MenuAction {
  readonly kind: 'action';
  readonly label: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly tone?: 'danger' | undefined;
  readonly disabled?: boolean | undefined;
  readonly onSelect: () => void;
}

/** A menu as data. */
export type MenuEntry = MenuAction | { readonly kind: 'separator' };

/** What a menu takes. */
export interface ContextMenuProps {
  readonly entries: readonly MenuEntry[];
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Called when the menu has closed; return true to keep focus from going back to where it was. */
  readonly onCloseFocus?: (() => boolean) | undefined;
  /** The place that is clicked; it must take a ref and props. */
  readonly children: ReactNode;
}

/**
 * A menu on right-click, or the menu key, over `children`. A button within can open it too, by
 * dispatching a `contextmenu` event: one menu for both.
 */
export function ContextMenu({ entries, onOpenChange, onCloseFocus, children }: ContextMenuProps) {
  return (
    <Radix.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.menu}
          collisionPadding={8}
          onCloseAutoFocus={(event) => onCloseFocus?.() === true && event.preventDefault()}
        >
          {entries.map((entry, index) => (
            <Fragment key={entry.kind === 'action' ? entry.label : `separator-${String(index)}`}>
              {entry.kind === 'separator' ? (
                <Radix.Separator className={styles.separator} />
              ) : (
                <Radix.Item
                  className={classNames(styles.item, entry.tone === 'danger' && styles.danger)}
                  disabled={entry.disabled ?? false}
                  onSelect={entry.onSelect}
                >
                  {entry.icon}
                  <span className={styles.label}>{entry.label}</span>
                  {entry.shortcut !== undefined && (
                    <kbd className={styles.shortcut}>{entry.shortcut}</kbd>
                  )}
                </Radix.Item>
              )}
            </Fragment>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
