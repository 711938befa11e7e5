import type { ReactNode } from 'react';
import Check from 'lucide-react/icons/check';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { ContextMenu as Radix } from 'radix-ui';
import { classNames } from './class-names.ts';
import { isFocusFree } from './focus-free.ts';
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

/** One of several that exclude each other. */
export interface MenuChoice {
  readonly kind: 'choice';
  readonly label: string;
  readonly checked: boolean;
  readonly onSelect: () => void;
}

/** A line that opens more lines beside it. */
export interface Submenu {
  readonly kind: 'submenu';
  readonly label: string;
  readonly icon?: ReactNode;
  readonly entries: readonly MenuEntry[];
}

/** A menu as data. */
export type MenuEntry = MenuAction | MenuChoice | Submenu | { readonly kind: 'separator' };

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Radix.Separator className={styles.separator} />;
    case 'action':
      return (
        <Radix.Item
          className={classNames(styles.item, entry.tone === 'danger' && styles.danger)}
          disabled={entry.disabled ?? false}
          onSelect={entry.onSelect}
        >
          {entry.icon}
          <span className={styles.label}>{entry.label}</span>
          {entry.shortcut !== undefined && <kbd className={styles.shortcut}>{entry.shortcut}</kbd>}
        </Radix.Item>
      );
    case 'choice':
      return (
        <Radix.CheckboxItem
          className={styles.item}
          checked={entry.checked}
          onSelect={entry.onSelect}
        >
          <span className={styles.label}>{entry.label}</span>
          <Radix.ItemIndicator>
            <Check size={16} aria-hidden />
          </Radix.ItemIndicator>
        </Radix.CheckboxItem>
      );
    case 'submenu':
      return (
        <Radix.Sub>
          <Radix.SubTrigger className={styles.item}>
            {entry.icon}
            <span className={styles.label}>{entry.label}</span>
            <ChevronRight size={16} aria-hidden />
          </Radix.SubTrigger>
          <Radix.Portal>
            <Radix.SubContent className={styles.menu} collisionPadding={8}>
              <Entries entries={entry.entries} />
            </Radix.SubContent>
          </Radix.Portal>
        </Radix.Sub>
      );
  }
}

function Entries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => (
    <Entry
      key={entry.kind === 'separator' ? `separator-${String(index)}` : entry.label}
      entry={entry}
    />
  ));
}

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
          onCloseAutoFocus={(event) => {
            const isKept = onCloseFocus?.() === true;
            if (isKept || !isFocusFree()) event.preventDefault();
          }}
        >
          <Entries entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Opens the right-click menu at the button, so that there is one menu for both. */
export function openMenuAt(button: HTMLElement): void {
  const { left, bottom } = button.getBoundingClientRect();
  button.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, clientX: left, clientY: bottom + 4 }),
  );
}
