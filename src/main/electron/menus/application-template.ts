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
import { closeItem, hideItem, quitItem, roleItem } from './role-item.ts';

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
      [roleItem('services')],
      [hideItem(appName), roleItem('hideOthers'), roleItem('unhide')],
      [quitItem('mac', appName)],
    ),
  };
}

function editGroups(isMac: boolean, [undo = [], ...ours]: readonly Items[]): readonly Items[] {
  return [
    undo,
    [
      roleItem('cut'),
      roleItem('copy'),
      roleItem('paste'),
      roleItem('pasteAndMatchStyle'),
      roleItem('delete'),
      roleItem('selectAll'),
    ],
    ...ours,
    isMac
      ? [
          {
            label: t('menu.substitutions'),
            submenu: grouped(
              [roleItem('showSubstitutions')],
              [
                roleItem('toggleSmartQuotes'),
                roleItem('toggleSmartDashes'),
                roleItem('toggleTextReplacement'),
              ],
            ),
          },
          {
            label: t('menu.speech'),
            submenu: [roleItem('startSpeaking'), roleItem('stopSpeaking')],
          },
        ]
      : [],
  ];
}

function viewGroups(hasDeveloperTools: boolean, ours: readonly Items[]): readonly Items[] {
  return [
    ...ours,
    [roleItem('reload')],
    [
      roleItem('resetZoom'),
      roleItem('zoomIn'),
      // The key of the plus sign without Shift, as in browsers.
      roleItem('zoomIn', { accelerator: 'CmdOrCtrl+=', visible: false }),
      roleItem('zoomOut'),
    ],
    [roleItem('togglefullscreen')],
    hasDeveloperTools ? [roleItem('toggleDevTools')] : [],
  ];
}

function windowGroups(platform: Platform): readonly Items[] {
  const both: Items = [roleItem('minimize'), roleItem('zoom')];
  return platform === 'mac' ? [both, [roleItem('front')]] : [both, [closeItem(platform)]];
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
      submenu: grouped(...ours('file'), [
        isMac ? closeItem(platform) : quitItem(platform, appName),
      ]),
    },
    { label: title('edit'), submenu: grouped(...editGroups(isMac, ours('edit'))) },
    { label: title('view'), submenu: grouped(...viewGroups(hasDeveloperTools, ours('view'))) },
    // The role has macOS list the windows in it.
    { role: 'windowMenu', label: title('window'), submenu: grouped(...windowGroups(platform)) },
    { role: 'help', label: title('help'), submenu: grouped(...ours('help')) },
  ];
}
