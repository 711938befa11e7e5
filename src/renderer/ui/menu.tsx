import { Fragment, type ComponentType, type ReactNode } from 'react';
import { ContextMenu as RadixContext, DropdownMenu as Radix } from 'radix-ui';
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

/** A menu as data, so that the button's menu and the right-click menu are the same. */
export type MenuEntry = MenuAction | { readonly kind: 'separator' };

interface Parts {
  readonly Item: ComponentType<Radix.DropdownMenuItemProps>;
  readonly Separator: ComponentType<Radix.DropdownMenuSeparatorProps>;
}

function Entries({
  entries,
  parts,
}: {
  readonly entries: readonly MenuEntry[];
  readonly parts: Parts;
}) {
  return entries.map((entry, index) => (
    <Fragment key={entry.kind === 'action' ? entry.label : `separator-${String(index)}`}>
      {entry.kind === 'separator' ? (
        <parts.Separator className={styles.separator} />
      ) : (
        <parts.Item
          className={classNames(styles.item, entry.tone === 'danger' && styles.danger)}
          disabled={entry.disabled ?? false}
          onSelect={entry.onSelect}
        >
          {entry.icon}
          <span className={styles.label}>{entry.label}</span>
          {entry.shortcut !== undefined && <kbd className={styles.shortcut}>{entry.shortcut}</kbd>}
        </parts.Item>
      )}
    </Fragment>
  ));
}

/** What a menu behind a button takes. */
export interface MenuProps {
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end' | undefined;
  readonly side?: 'top' | 'bottom' | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Called when the menu has closed; return true to keep focus from going back to the button. */
  readonly onCloseFocus?: (() => boolean) | undefined;
  /** The button that opens it; it must take a ref and props. */
  readonly children: ReactNode;
}

/** A menu that opens from a button. */
export function Menu(props: MenuProps) {
  const { entries, align = 'end', side = 'bottom', onOpenChange, onCloseFocus, children } = props;
  return (
    <Radix.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.menu}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => onCloseFocus?.() === true && event.preventDefault()}
        >
          <Entries entries={entries} parts={Radix} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The same menu on right-click, or the menu key, over `children`. */
export function ContextMenu({
  entries,
  onOpenChange,
  onCloseFocus,
  children,
}: Pick<MenuProps, 'entries' | 'onOpenChange' | 'onCloseFocus' | 'children'>) {
  return (
    <RadixContext.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content
          className={styles.menu}
          collisionPadding={8}
          onCloseAutoFocus={(event) => onCloseFocus?.() === true && event.preventDefault()}
        >
          <Entries entries={entries} parts={RadixContext} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}
