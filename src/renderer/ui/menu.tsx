import { useCallback, useState, type MouseEvent, type ReactNode } from 'react';
import { deferred } from './deferred.tsx';
import { direction } from './direction.ts';
import type { MenuPopupProps } from './menu-popup.tsx';

const MenuPopup = deferred<MenuPopupProps>(
  async () => (await import('./menu-popup.tsx')).MenuPopup,
);

/** An item of a menu. */
export interface MenuAction {
  readonly kind: 'action';
  readonly label: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly tone?: 'danger' | undefined;
  readonly disabled?: boolean | undefined;
  readonly onSelect: () => void;
}

/** One of several mutually exclusive items. */
export interface MenuChoice {
  readonly kind: 'choice';
  readonly label: string;
  readonly checked: boolean;
  readonly onSelect: () => void;
}

/** An item that opens a submenu. */
export interface Submenu {
  readonly kind: 'submenu';
  readonly label: string;
  readonly icon?: ReactNode;
  readonly entries: readonly MenuEntry[];
}

/** A menu as data. */
export type MenuEntry = MenuAction | MenuChoice | Submenu | { readonly kind: 'separator' };

/** A point of the window, in CSS pixels. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

/** Props of {@link ContextMenu}. */
export interface ContextMenuProps {
  readonly entries: readonly MenuEntry[];
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Called when the menu has closed. Return true to keep the focus from returning. */
  readonly onCloseFocus?: (() => boolean) | undefined;
  /** The clickable area; it puts `onContextMenu` on its element. */
  readonly children: (onContextMenu: (event: MouseEvent) => void) => ReactNode;
}

/**
 * A menu over `children`, opened by right-click or the menu key. A button inside can open the same
 * menu by dispatching a `contextmenu` event.
 */
export function ContextMenu({ children, ...menu }: ContextMenuProps) {
  const [at, setAt] = useState<MenuPoint | null>(null);
  const open = useCallback((event: MouseEvent): void => {
    event.preventDefault();
    setAt({ x: event.clientX, y: event.clientY });
  }, []);
  return (
    <>
      {children(open)}
      {at !== null && <MenuPopup {...menu} at={at} />}
    </>
  );
}

/** Opens the right-click menu at the button, so that both share one menu. */
export function openMenuAt(button: HTMLElement): void {
  const { left, right, bottom } = button.getBoundingClientRect();
  button.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      clientX: direction() === 'rtl' ? right : left,
      clientY: bottom + 4,
    }),
  );
}
