import { EventEmitter } from 'node:events';
import { lifecycle } from './app-state.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { matchesAccelerator, type Shortcut } from './accelerator.ts';
import type { DrawnItem } from './desktop/menu-picture.ts';
import { roles, submenusOfRoles } from './menu-roles.ts';
import type { WebContents } from './web-contents.ts';

interface MenuItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly acceleratorWorksWhenHidden?: boolean;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly submenu?: Menu | readonly (MenuItemOptions | MenuItem)[];
  readonly click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
}

/** Electron's `MenuItem`. */
export class MenuItem {
  readonly id: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly registerAccelerator: boolean;
  readonly acceleratorWorksWhenHidden: boolean;
  readonly submenu: Menu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: object, window?: BrowserWindow, contents?: WebContents) => void;

  constructor(options: MenuItemOptions) {
    const role = options.role?.toLowerCase();
    const known = role === undefined ? undefined : roles[role];
    if (role !== undefined && known === undefined) throw new Error(`No role "${role}".`);
    const children =
      options.submenu ?? (role && submenusOfRoles[role]?.map((name) => ({ role: name })));
    this.id = options.id ?? '';
    this.role = role;
    this.submenu = children
      ? children instanceof Menu
        ? children
        : Menu.buildFromTemplate(children)
      : undefined;
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator ?? known?.accelerator;
    this.registerAccelerator = options.registerAccelerator ?? known?.registerAccelerator ?? true;
    this.acceleratorWorksWhenHidden = options.acceleratorWorksWhenHidden ?? true;
    this.label = options.label ?? known?.label ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.click = (event = {}, window = BrowserWindow.getFocusedWindow() ?? undefined) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (options.click) options.click(this, window, event);
      else if (role === 'quit') app.quit();
      else if (known?.run && window) known.run(window);
    };
  }
}

let applicationMenu: Menu | null = null;

/** Electron's `Menu`. Nothing is drawn unless a picture is asked for (`drawn`), but items can be found and clicked, and shortcuts work. */
export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    }
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  static sendActionToFirstResponder(): void {}

  /** For pictures: the items that a person sees, as data that leaves the process. */
  get drawn(): readonly DrawnItem[] {
    return this.items
      .filter(({ visible }) => visible)
      .map((item) => ({
        type: item.type,
        label: item.label,
        accelerator: item.accelerator ?? null,
        isEnabled: item.enabled,
        isChecked: item.checked,
        submenu: item.submenu?.drawn ?? null,
      }));
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** Emits its events and closes at once, because nobody is there to choose. */
  popup(options: { readonly callback?: () => void } = {}): void {
    this.emit('menu-will-show');
    this.closePopup();
    options.callback?.();
  }

  closePopup(): void {
    this.emit('menu-will-close');
  }
}

/** The visible, enabled item with this shortcut. */
function itemFor(menu: Menu, shortcut: Shortcut): MenuItem | null {
  for (const item of menu.items) {
    const works = item.visible || (!item.submenu && item.acceleratorWorksWhenHidden);
    if (!works || !item.enabled) continue;
    if (item.submenu) {
      const found = itemFor(item.submenu, shortcut);
      if (found) return found;
    } else if (
      item.accelerator !== undefined &&
      item.registerAccelerator &&
      matchesAccelerator(item.accelerator, shortcut)
    ) {
      return item;
    }
  }
  return null;
}

lifecycle.emitter.on('web-contents-created', (_event, contents: WebContents) => {
  contents.on('stand-in-shortcut', (shortcut: Shortcut) => {
    const item = applicationMenu ? itemFor(applicationMenu, shortcut) : null;
    item?.click(
      { triggeredByAccelerator: true },
      BrowserWindow.fromWebContents(contents) ?? undefined,
    );
  });
});
