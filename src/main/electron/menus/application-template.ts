import type { MenuItemConstructorOptions } from 'electron';
import {
  actionsIn,
  type ActionId,
  type ActionMenu,
  type Platform,
} from '../../../shared/actions.ts';
import { t } from '../../../shared/language/translate.ts';
import { menuTitle, type MenuName } from '../../../shared/words/desktop/menu-words.ts';
import type { UndoView } from '../../../shared/model/undo/undo.ts';
import { actionLabel } from '../../../shared/words/undo/undo-words.ts';
import { grouped, plainLabel } from './grouped.ts';

/** What the application menu consists of. */
export interface ApplicationMenuParts {
  readonly platform: Platform;
  readonly appName: string;
  readonly hasDeveloperTools: boolean;
  readonly accelerators: ReadonlyMap<ActionId, string>;
  /** What Undo and Redo would do. */
  readonly undo: UndoView;
  /** False for an action that can do nothing now. */
  readonly canDo: (id: ActionId) => boolean;
  readonly choose: (id: ActionId) => void;
}

type Items = readonly MenuItemConstructorOptions[];

function applicationMenu(appName: string, ours: readonly Items[]): MenuItemConstructorOptions {
  return {
    label: appName,
    submenu: grouped(
      ...ours,
      [{ role: 'services' }],
      [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }],
      [{ role: 'quit' }],
    ),
  };
}

function editGroups(isMac: boolean, [undo = [], ...ours]: readonly Items[]): readonly Items[] {
  return [
    undo,
    [
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'pasteAndMatchStyle' },
      { role: 'delete' },
      { role: 'selectAll' },
    ],
    ...ours,
    isMac
      ? [
          {
            label: t('menu.substitutions'),
            submenu: grouped(
              [{ role: 'showSubstitutions' }],
              [
                { role: 'toggleSmartQuotes' },
                { role: 'toggleSmartDashes' },
                { role: 'toggleTextReplacement' },
              ],
            ),
          },
          {
            label: t('menu.speech'),
            submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }],
          },
        ]
      : [],
  ];
}

function viewGroups(hasDeveloperTools: boolean, ours: readonly Items[]): readonly Items[] {
  return [
    ...ours,
    [{ role: 'reload' }],
    [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      // The key of the plus sign without Shift, as in browsers.
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
      { role: 'zoomOut' },
    ],
    [{ role: 'togglefullscreen' }],
    hasDeveloperTools ? [{ role: 'toggleDevTools' }] : [],
  ];
}

function windowGroups(isMac: boolean): readonly Items[] {
  const both: Items = [{ role: 'minimize' }, { role: 'zoom' }];
  return isMac ? [both, [{ role: 'front' }]] : [both, [{ role: 'close' }]];
}

/**
 * The application menu as each system has it: its standard items, and our actions with their
 * shortcuts. The id of an item is that of its action.
 */
export function applicationTemplate(parts: ApplicationMenuParts): MenuItemConstructorOptions[] {
  const { platform, appName, hasDeveloperTools, accelerators, undo, canDo, choose } = parts;
  const isMac = platform === 'mac';
  const title = (menu: MenuName): string => menuTitle(menu, !isMac);
  const item = (id: ActionId): MenuItemConstructorOptions => {
    const accelerator = accelerators.get(id);
    return {
      id,
      label: plainLabel(actionLabel(id, undo)),
      enabled: canDo(id),
      ...(accelerator === undefined ? {} : { accelerator }),
      click: () => choose(id),
    };
  };
  const ours = (menu: ActionMenu): readonly Items[] =>
    actionsIn(menu, platform).map((group) => group.map(item));
  return [
    ...(isMac ? [applicationMenu(appName, ours('application'))] : []),
    {
      label: title('file'),
      submenu: grouped(...ours('file'), [isMac ? { role: 'close' } : { role: 'quit' }]),
    },
    { label: title('edit'), submenu: grouped(...editGroups(isMac, ours('edit'))) },
    { label: title('view'), submenu: grouped(...viewGroups(hasDeveloperTools, ours('view'))) },
    // The role has macOS list the windows in it.
    { role: 'windowMenu', label: title('window'), submenu: grouped(...windowGroups(isMac)) },
    { role: 'help', label: title('help'), submenu: grouped(...ours('help')) },
  ];
}
