import {
  Menu,
  Tray,
  nativeImage,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron';
import type { TrayIcon } from '../../desktop/tray/tray.ts';
import type { TrayItem } from '../../desktop/tray/tray-items.ts';
import { t } from '../../../shared/language/translate.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { trayTip } from '../../../shared/words/desktop/tray-words.ts';
import { plainLabel } from '../menus/grouped.ts';
import { resource } from '../program-files.ts';

/** Performs what was chosen in the menu. */
export type ChooseTrayItem = (item: TrayItem) => void;

/** The longest title in the menu (UTF-16 units). */
const longestTitle = 40;

function shortened(title: string): string {
  const line = visibleText(title.replaceAll(/\s+/gu, ' ').trim());
  if (line.length <= longestTitle) return line;
  return `${line
    .slice(0, longestTitle)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')
    .trimEnd()}…`;
}

function labelOf(item: Exclude<TrayItem, { readonly kind: 'separator' }>): string {
  switch (item.kind) {
    case 'quick':
    case 'new':
    case 'show':
    case 'quit':
      return t(`tray.${item.kind}`);
    case 'growing':
      return t('tray.growing', { count: item.count });
    case 'conversation': {
      const title = item.title === '' ? t('tray.untitled') : shortened(item.title);
      return item.grows ? t('tray.conversation.growing', { title }) : title;
    }
  }
}

/** An item of the menu, as Electron wants it. */
function electronItem(item: TrayItem, choose: ChooseTrayItem): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' };
  return {
    label: plainLabel(labelOf(item)),
    enabled: item.kind !== 'growing',
    click: () => choose(item),
  };
}

/** The file of an image: drawn in one colour for the menu bar of macOS, which colours it itself. */
function imageFile(isBusy: boolean): string {
  const state = isBusy ? 'Busy' : '';
  if (process.platform === 'darwin') return `tray${state}Template.png`;
  return process.platform === 'win32' ? `tray${state}.ico` : `tray${state}.png`;
}

function imageOf(isBusy: boolean): NativeImage {
  return nativeImage.createFromPath(resource('tray', imageFile(isBusy)));
}

/** Puts an icon beside the clock or into the menu bar. */
export function openTrayIcon(choose: ChooseTrayItem): TrayIcon {
  let isBusy = false;
  const tray = new Tray(imageOf(isBusy));
  tray.setToolTip(trayTip(0));
  // On macOS, and where Linux desktops open the menu, this never comes.
  tray.on('click', () => choose({ kind: 'show' }));
  return {
    set(items, nowBusy) {
      const growing = items.find((item) => item.kind === 'growing');
      tray.setToolTip(trayTip(growing?.count ?? 0));
      if (nowBusy !== isBusy) {
        isBusy = nowBusy;
        tray.setImage(imageOf(isBusy));
      }
      // Items cannot be changed on Linux once they were sent.
      tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => electronItem(item, choose))));
    },
    remove: () => tray.destroy(),
  };
}
