import { EventEmitter } from 'node:events';
import { createEvent } from '../events.ts';
import type { Menu } from '../menu.ts';
import { recordCall } from './calls.ts';

/** The host of tray icons: none, a StatusNotifier host (Linux), a menu bar, or a notification area. */
type TrayHost = 'none' | 'sni' | 'mac' | 'win';

const hosts: readonly TrayHost[] = ['none', 'sni', 'mac', 'win'];

function readHost(): TrayHost {
  const usual = process.platform === 'darwin' ? 'mac' : 'none';
  const name = process.env['PARLEY_RUNTIME_TRAY'] ?? usual;
  const host = hosts.find((each) => each === name);
  if (host === undefined) throw new Error(`PARLEY_RUNTIME_TRAY has no host "${name}".`);
  return host;
}

const host = readHost();
const noBounds = { x: 0, y: 0, width: 0, height: 0 };

/**
 * Electron's `Tray`. Without a host it is made without an error and nobody sees it, as on a bare
 * GNOME. `Tray.icons` hands those that are there to tests.
 */
export class Tray extends EventEmitter {
  static readonly icons: Tray[] = [];
  image: unknown;
  toolTip = '';
  title = '';
  /** The items that a test sees when it opens the icon's menu. */
  menu: Menu | null = null;
  #isDestroyed = false;

  constructor(image: unknown) {
    super();
    this.image = image;
    recordCall('tray.create');
    Tray.icons.push(this);
  }

  /** For tests: whether the person sees the icon. */
  get isSeen(): boolean {
    return host !== 'none' && !this.#isDestroyed;
  }

  setImage(image: unknown): void {
    this.#assertThere();
    this.image = image;
  }

  setPressedImage(): void {
    this.#assertThere();
  }

  setToolTip(toolTip: string): void {
    this.#assertThere();
    this.toolTip = toolTip;
  }

  /** macOS only. */
  setTitle(title: string): void {
    this.#assertThere();
    if (host === 'mac') this.title = title;
  }

  setContextMenu(menu: Menu | null): void {
    this.#assertThere();
    recordCall('tray.setContextMenu');
    this.menu = menu;
  }

  /** The system asks for no menu on Linux: it is sent there once, by `setContextMenu`. */
  popUpContextMenu(menu?: Menu): void {
    this.#assertThere();
    if (host === 'mac' || host === 'win') this.menu = menu ?? this.menu;
  }

  getBounds(): typeof noBounds {
    return { ...noBounds };
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    recordCall('tray.destroy');
    Tray.icons.splice(Tray.icons.indexOf(this), 1);
  }

  /**
   * For tests: the person clicks the icon. With a menu, macOS opens it instead of telling the
   * program; `right-click` never comes on Linux. Returns the menu that opens.
   */
  press(button: 'left' | 'right'): Menu | null {
    if (!this.isSeen) return null;
    const opens = button === 'right' || (host === 'mac' && this.menu !== null);
    if (button === 'left' && !opens) this.emit('click', createEvent({}), noBounds, noBounds);
    if (button === 'right' && host !== 'sni') this.emit('right-click', createEvent({}), noBounds);
    return opens ? this.menu : null;
  }

  #assertThere(): void {
    if (this.#isDestroyed) throw new TypeError('Tray is destroyed');
  }
}
