/** Platforms whose shortcuts and menus differ. */
export type Platform = 'mac' | 'windows' | 'linux';

/** A key pressed together with Ctrl, or Cmd on a Mac. */
interface Shortcut {
  /** As in `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  readonly shift?: true;
}

/**
 * The menus that contain our actions. `application` is the first menu on a Mac; other platforms
 * have none.
 */
export type ActionMenu = 'application' | 'file' | 'view' | 'help';

interface MenuPlace {
  readonly menu: ActionMenu;
  /** The menu on a Mac, if it differs. */
  readonly onMac?: ActionMenu;
  /** Groups in a menu are divided by separators. */
  readonly group: number;
}

interface ActionEntry {
  readonly label: string;
  /** Null if no application menu contains it. */
  readonly menu: MenuPlace | null;
  readonly shortcut: Shortcut | null;
  /** The process that runs it. */
  readonly runsIn: 'main' | 'window';
  /**
   * True if it also runs while a dialog is open. A modal question always has to be answered first.
   */
  readonly worksInDialog: boolean;
  /** True if it is about the conversation on show. */
  readonly needsConversation?: true;
}

/**
 * Every action of the application menu and the keyboard, in menu order. Each process has one
 * function per action it runs; an action without a function does not compile.
 */
export const actions = {
  keyboard_shortcuts: {
    label: 'Keyboard shortcuts',
    menu: { menu: 'help', group: 0 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
  },
  about: {
    label: 'About Parley',
    menu: { menu: 'help', onMac: 'application', group: 0 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: true,
  },
  new_conversation: {
    label: 'New conversation',
    menu: { menu: 'file', group: 1 },
    shortcut: { key: 'n' },
    runsIn: 'window',
    worksInDialog: false,
  },
  new_temporary: {
    label: 'New temporary conversation',
    menu: { menu: 'file', group: 1 },
    shortcut: { key: 'n', shift: true },
    runsIn: 'window',
    worksInDialog: false,
  },
  open_window: {
    label: 'Open in its own window',
    menu: { menu: 'file', group: 1 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  open_settings: {
    label: 'Settings…',
    menu: { menu: 'file', onMac: 'application', group: 1 },
    shortcut: { key: ',' },
    runsIn: 'window',
    worksInDialog: false,
  },
  copy_link: {
    label: 'Copy link to conversation',
    menu: { menu: 'file', group: 2 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  save_as_pdf: {
    label: 'Save as PDF…',
    menu: { menu: 'file', group: 2 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  print: {
    label: 'Print…',
    menu: { menu: 'file', group: 2 },
    shortcut: { key: 'p' },
    runsIn: 'main',
    worksInDialog: true,
    needsConversation: true,
  },
  command_palette: {
    label: 'Command palette',
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'p', shift: true },
    runsIn: 'window',
    worksInDialog: false,
  },
  toggle_sidebar: {
    label: 'Show or hide the sidebar',
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'b' },
    runsIn: 'window',
    worksInDialog: false,
  },
  search: {
    label: 'Search',
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'k' },
    runsIn: 'window',
    worksInDialog: false,
  },
  find_in_conversation: {
    label: 'Find in conversation',
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'f' },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  show_branches: {
    label: 'Branches',
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'b', shift: true },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  compare_answers: {
    label: 'Compare answers…',
    menu: { menu: 'view', group: 1 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
  },
  quote_selection: {
    label: 'Quote the selection',
    menu: null,
    shortcut: { key: 'e', shift: true },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  delete_conversation: {
    label: 'Delete conversation',
    menu: null,
    shortcut: { key: 'Backspace', shift: true },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
} as const satisfies Readonly<Record<string, ActionEntry>>;

type Actions = typeof actions;
export type ActionId = keyof Actions;
/** The actions that run in one of the two processes. */
type ActionsOf<P extends ActionEntry['runsIn']> = {
  readonly [Id in ActionId]: Actions[Id]['runsIn'] extends P ? Id : never;
}[ActionId];
export type MainAction = ActionsOf<'main'>;
export type WindowAction = ActionsOf<'window'>;

/** Actions that a window of a single conversation leaves to the main window. */
export const mainOnly = [
  'new_conversation',
  'new_temporary',
  'search',
  'toggle_sidebar',
] as const satisfies readonly WindowAction[];

const entries = Object.entries(actions) as readonly (readonly [ActionId, ActionEntry])[];

/** The pressed keys, as in a `KeyboardEvent`. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** True for an action about the conversation on show. */
export function needsConversation(id: ActionId): boolean {
  const entry: ActionEntry = actions[id];
  return entry.needsConversation === true;
}

/** True for an action that runs in the window. */
export function isWindowAction(id: ActionId): id is WindowAction {
  return actions[id].runsIn === 'window';
}

/** The window action for these keys, or null. */
export function actionFor(event: Pressed, platform: Platform): WindowAction | null {
  const [wanted, other] =
    platform === 'mac' ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (!wanted || other || event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  for (const [id, { shortcut }] of entries) {
    if (shortcut?.key !== key || (shortcut.shift ?? false) !== event.shiftKey) continue;
    return isWindowAction(id) ? id : null;
  }
  return null;
}

/** An action's shortcut as people read it: `⌘N` on a Mac, `Ctrl+N` elsewhere; '' if it has none. */
export function shortcutText(id: ActionId, platform: Platform): string {
  const shortcut: Shortcut | null = actions[id].shortcut;
  if (shortcut === null) return '';
  const mac = platform === 'mac';
  const key = shortcut.key === 'Backspace' ? (mac ? '⌫' : 'Backspace') : shortcut.key.toUpperCase();
  if (mac) return `${shortcut.shift === true ? '⇧' : ''}⌘${key}`;
  return ['Ctrl', ...(shortcut.shift === true ? ['Shift'] : []), key].join('+');
}

/** An action's shortcut as an Electron accelerator; undefined if it has none. */
export function acceleratorOf(id: ActionId): string | undefined {
  const shortcut: Shortcut | null = actions[id].shortcut;
  if (shortcut === null) return undefined;
  const key = shortcut.key.length === 1 ? shortcut.key.toUpperCase() : shortcut.key;
  return ['CmdOrCtrl', ...(shortcut.shift === true ? ['Shift'] : []), key].join('+');
}

/** The actions of one menu, by group. */
export function actionsIn(menu: ActionMenu, platform: Platform): readonly (readonly ActionId[])[] {
  const groups = new Map<number, ActionId[]>();
  for (const [id, { menu: place }] of entries) {
    if (place === null) continue;
    if ((platform === 'mac' ? (place.onMac ?? place.menu) : place.menu) !== menu) continue;
    groups.set(place.group, [...(groups.get(place.group) ?? []), id]);
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, ids]) => ids);
}
