import { isDeepStrictEqual } from 'node:util';
import { app, BrowserWindow, Menu } from 'electron';
import {
  actions,
  isQuickAction,
  isWindowAction,
  needsConversation,
  type ActionId,
  type MainAction,
  type WindowAction,
} from '../../shared/actions.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { nothingToUndo, type UndoView } from '../../shared/model/undo/undo.ts';
import { shortcutsOf } from '../../shared/shortcuts.ts';
import { appWindows, isCompanion, pageWindows } from './app-windows.ts';
import { clientOf } from './clients.ts';
import { hasDeveloperTools } from './developer-tools.ts';
import { applicationTemplate } from './menus/application-template.ts';
import { hasConversation, onShown } from './menus/shown.ts';
import { platform } from './platform.ts';

/** Actions that main performs itself on the focused window. */
const mainActions: Readonly<Record<MainAction, () => void>> = {
  print: () => BrowserWindow.getFocusedWindow()?.webContents.print(),
};
const ids = Object.keys(actions) as readonly ActionId[];

/**
 * False for an action about a conversation while the window in front shows none, and for one that
 * the quick window does not have while that is in front.
 */
function canDo(id: ActionId): boolean {
  const focused = BrowserWindow.getFocusedWindow();
  if (focused !== null && isCompanion(focused)) return isQuickAction(id);
  if (!needsConversation(id)) return true;
  // Where none of ours is in front, the action runs in the main window.
  const window = pageWindows().find((each) => each === focused) ?? appWindows()[0];
  return window !== undefined && hasConversation(clientOf(window.webContents));
}

/** Has the items follow what can be done in the window in front. */
function applyEnabled(): void {
  const menu = Menu.getApplicationMenu();
  for (const id of ids) {
    const item = menu?.getMenuItemById(id) ?? null;
    if (item !== null) item.enabled = canDo(id);
  }
}

/**
 * Installs the menu, and again whenever the person changes a shortcut or the language. Returns the
 * function that says what Undo and Redo would do.
 */
export function followMenu(
  settings: { read(): Settings; subscribe(listener: (settings: Settings) => void): unknown },
  language: { subscribe(listener: () => void): unknown },
  choose: (action: WindowAction) => void,
): (view: UndoView) => void {
  let installed: Settings['shortcuts'] | null = null;
  let undo = nothingToUndo;
  const install = (): void => {
    const template = applicationTemplate({
      platform: platform(),
      appName: app.name,
      hasDeveloperTools,
      accelerators: shortcutsOf(installed ?? {}, platform()).accelerators,
      undo,
      canDo,
      choose: (id) => (isWindowAction(id) ? choose(id) : mainActions[id]()),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  const follow = ({ shortcuts }: Settings): void => {
    if (isDeepStrictEqual(shortcuts, installed)) return;
    installed = shortcuts;
    install();
  };
  follow(settings.read());
  settings.subscribe(follow);
  language.subscribe(install);
  onShown(applyEnabled);
  app.on('browser-window-focus', applyEnabled);
  app.on('browser-window-blur', applyEnabled);
  return (view) => {
    undo = view;
    install();
  };
}
