import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuAction } from '../../shared/contract/index.ts';
import { hasDeveloperTools } from './developer-tools.ts';

/** The application menu: what the system expects, and our own commands with their shortcuts. */
export function installMenu(choose: (action: MenuAction) => void): void {
  const isMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => choose('open_settings'),
  };
  const about: MenuItemConstructorOptions = {
    label: `About ${app.name}`,
    click: () => choose('about'),
  };
  const appMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      about,
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [appMenu] : []),
    {
      label: 'File',
      submenu: [
        {
          label: 'New conversation',
          accelerator: 'CmdOrCtrl+N',
          click: () => choose('new_conversation'),
        },
        ...(isMac ? [] : [settings]),
        { type: 'separator' },
        { label: 'Save as PDF…', click: () => choose('save_as_pdf') },
        {
          label: 'Print…',
          accelerator: 'CmdOrCtrl+P',
          click: () => BrowserWindow.getFocusedWindow()?.webContents.print(),
        },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        {
          label: 'Show or hide the sidebar',
          accelerator: 'CmdOrCtrl+B',
          click: () => choose('toggle_sidebar'),
        },
        { label: 'Search', accelerator: 'CmdOrCtrl+K', click: () => choose('search') },
        {
          label: 'Find in conversation',
          accelerator: 'CmdOrCtrl+F',
          click: () => choose('find_in_conversation'),
        },
        { type: 'separator' },
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(hasDeveloperTools ? [{ role: 'toggleDevTools' as const }] : []),
      ],
    },
    { role: 'windowMenu' },
    ...(isMac ? [] : [{ role: 'help' as const, label: 'Help', submenu: [about] }]),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
