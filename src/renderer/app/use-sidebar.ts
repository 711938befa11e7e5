import { useCallback, useState } from 'react';
import { useApp, useController } from '../client/use-app.ts';
import { useMedia } from '../common/use-media.ts';

/** The sidebar's state and the functions that change it. */
export interface Sidebar {
  readonly open: boolean;
  readonly drawer: boolean;
  /** In px. */
  readonly width: number;
  readonly toggle: () => void;
  /** Closes a drawer after a choice in it. A sidebar beside the conversation stays. */
  readonly leave: () => void;
  readonly show: () => void;
  readonly resize: (width: number) => void;
}

/**
 * Width and visibility follow the settings. They change at once and are saved afterwards, so that
 * the window does not wait for the disk. A drawer always starts closed and is not saved.
 */
export function useSidebar(): Sidebar {
  const controller = useController();
  const drawer = useMedia('(width < 720px)');
  const savedOpen = useApp((state) => state.settings?.settings.sidebarOpen ?? true);
  const savedWidth = useApp((state) => state.settings?.settings.sidebarWidth ?? 260);
  const [chosenOpen, setChosenOpen] = useState<boolean | null>(null);
  const [chosenWidth, setChosenWidth] = useState<number | null>(null);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const open = drawer ? drawerOpen : (chosenOpen ?? savedOpen);

  const setOpen = useCallback(
    (next: boolean) => {
      if (drawer) {
        setDrawerOpen(next);
        return;
      }
      setChosenOpen(next);
      // A failure is not worth a message: the next start merely shows the sidebar as before.
      void controller.command('settings.update', { sidebarOpen: next });
    },
    [controller, drawer],
  );
  return {
    open,
    drawer,
    width: chosenWidth ?? savedWidth,
    toggle: useCallback(() => setOpen(!open), [open, setOpen]),
    show: useCallback(() => {
      if (!open) setOpen(true);
    }, [open, setOpen]),
    leave: useCallback(() => setDrawerOpen(false), []),
    resize: useCallback(
      (width: number) => {
        setChosenWidth(width);
        void controller.command('settings.update', { sidebarWidth: width });
      },
      [controller],
    ),
  };
}
