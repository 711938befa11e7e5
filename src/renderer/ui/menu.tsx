import { useCallback, useState, type MouseEvent, type ReactNode } from 'react';
import { deferred } from './deferred.tsx';
import type { MenuPopupProps } from './menu-popup.tsx';

const MenuPopup = deferred<MenuPopupProps>(
  async () => (await import('./menu-popup.tsx')).MenuPopup,
);

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

/** A point of the window, in CSS pixels. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

/** What a menu takes. */
export interface ContextMenuProps {
  readonly entries: readonly MenuEntry[];
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Called when the menu has closed; return true to keep focus from going back to where it was. */
  readonly onCloseFocus?: (() => boolean) | undefined;
  /** The place that is clicked; it puts `onContextMenu` on its element. */
  readonly children: (onContextMenu: (event: MouseEvent) => void) => ReactNode;
}

/**
 * A menu on right-click, or the menu key, over `children`. A button within can open it too, by
 * dispatching a `contextmenu` event: one menu for both.
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

/** Opens the right-click menu at the button, so that there is one menu for both. */
export function openMenuAt(button: HTMLElement): void {
  const { left, bottom } = button.getBoundingClientRect();
  button.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, clientX: left, clientY: bottom + 4 }),
  );
}
