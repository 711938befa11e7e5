import { isDeepStrictEqual } from 'node:util';
import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import {
  actions,
  actionsIn,
  isWindowAction,
  type ActionId,
  type ActionMenu,
  type MainAction,
  type WindowAction,
} from '../../shared/actions.ts';
import { shortcutsOf, type Shortcuts } from '../../shared/shortcuts.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { hasDeveloperTools } from './developer-tools.ts';
import { platform } from './platform.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Actions that main performs itself on the focused window. */
const mainActions: Readonly<Record<MainAction, () => void>> = {
  print: () => BrowserWindow.getFocusedWindow()?.webContents.print(),
};

/** Menu items in groups, with separators between them. */
function grouped(
  ...groups: readonly (readonly MenuItemConstructorOptions[])[]
): MenuItemConstructorOptions[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [separator, ...group]));
}

/** Installs the menu, and again whenever the person changes a shortcut. */
export function followMenu(
  settings: { read(): Settings; subscribe(listener: (settings: Settings) => void): unknown },
  choose: (action: WindowAction) => void,
): void {
  let installed: Settings['shortcuts'] | null = null;
  const follow = ({ shortcuts }: Settings): void => {
    if (isDeepStrictEqual(shortcuts, installed)) return;
    installed = shortcuts;
    installMenu(choose, shortcutsOf(shortcuts, platform()));
  };
  follow(settings.read());
  settings.subscribe(follow);
}

/**
 * Installs the application menu: the system's standard items, and our own actions with their
 * shortcuts.
 */
function installMenu(choose: (action: WindowAction) => void, { accelerators }: Shortcuts): void {
  const isMac = platform() === 'mac';
  const item = (id: ActionId): MenuItemConstructorOptions => {
    const accelerator = accelerators.get(id);
    return {
      label: actions[id].label,
      ...(accelerator === undefined ? {} : { accelerator }),
      click: () => (isWindowAction(id) ? choose(id) : mainActions[id]()),
    };
  };
  const ours = (menu: ActionMenu): readonly (readonly MenuItemConstructorOptions[])[] =>
    actionsIn(menu, platform()).map((group) => group.map(item));
  const template: MenuItemConstructorOptions[] = [
    ...(isMac
      ? [
          {
            label: app.name,
            submenu: grouped(
              ...ours('application'),
              [{ role: 'services' }],
              [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }],
              [{ role: 'quit' }],
            ),
          },
        ]
      : []),
    {
      label: 'File',
      submenu: grouped(...ours('file'), [isMac ? { role: 'close' } : { role: 'quit' }]),
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: grouped(...ours('view'), [
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(hasDeveloperTools ? [{ role: 'toggleDevTools' as const }] : []),
      ]),
    },
    { role: 'windowMenu' },
    { role: 'help', label: 'Help', submenu: grouped(...ours('help')) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
