import { acceleratorFrom, type Platform } from './keys.ts';

export type { Platform } from './keys.ts';

/** A key pressed together with Ctrl, or Cmd on a Mac. The person can change it. */
interface Shortcut {
  /** As in `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  readonly shift?: true;
}

/**
 * The menus that contain our actions. `application` is the first menu on a Mac; other platforms
 * have none.
 */
export type ActionMenu = 'application' | 'file' | 'edit' | 'view' | 'help';

interface MenuPlace {
  readonly menu: ActionMenu;
  /** The menu on a Mac, if it differs. */
  readonly onMac?: ActionMenu;
  /** Groups in a menu are divided by separators. */
  readonly group: number;
}

interface ActionEntry {
  /** Null if no application menu contains it. */
  readonly menu: MenuPlace | null;
  readonly shortcut: Shortcut | null;
  /** The process that runs it. */
  readonly runsIn: 'main' | 'window';
  /**
   * True if it also runs while a dialog is open. A modal question always has to be answered first.
   */
  readonly worksInDialog: boolean;
  /** True if it asks for more before it does anything, which menus say by dots. */
  readonly asks?: true;
  /** True if it is about the conversation on show. */
  readonly needsConversation?: true;
}

/**
 * Every action of the application menu and the keyboard, in menu order. Each process has one
 * function per action it runs; an action without a function does not compile.
 */
export const actions = {
  keyboard_shortcuts: {
    menu: { menu: 'help', group: 0 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
  },
  about: {
    menu: { menu: 'help', onMac: 'application', group: 0 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: true,
  },
  new_conversation: {
    menu: { menu: 'file', group: 1 },
    shortcut: { key: 'n' },
    runsIn: 'window',
    worksInDialog: false,
  },
  new_temporary: {
    menu: { menu: 'file', group: 1 },
    shortcut: { key: 'n', shift: true },
    runsIn: 'window',
    worksInDialog: false,
  },
  quick_ask: {
    menu: { menu: 'file', group: 1 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: true,
  },
  open_window: {
    menu: { menu: 'file', group: 1 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  open_settings: {
    asks: true,
    menu: { menu: 'file', onMac: 'application', group: 1 },
    shortcut: { key: ',' },
    runsIn: 'window',
    worksInDialog: false,
  },
  copy_link: {
    menu: { menu: 'file', group: 2 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  save_as_pdf: {
    asks: true,
    menu: { menu: 'file', group: 2 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  print: {
    asks: true,
    menu: { menu: 'file', group: 2 },
    shortcut: { key: 'p' },
    runsIn: 'main',
    worksInDialog: true,
    needsConversation: true,
  },
  undo: {
    menu: { menu: 'edit', group: 0 },
    shortcut: { key: 'z' },
    runsIn: 'window',
    worksInDialog: true,
  },
  redo: {
    menu: { menu: 'edit', group: 0 },
    shortcut: { key: 'z', shift: true },
    runsIn: 'window',
    worksInDialog: true,
  },
  command_palette: {
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'p', shift: true },
    runsIn: 'window',
    worksInDialog: false,
  },
  toggle_sidebar: {
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'b' },
    runsIn: 'window',
    worksInDialog: false,
  },
  search: {
    menu: { menu: 'edit', group: 2 },
    shortcut: { key: 'k' },
    runsIn: 'window',
    worksInDialog: false,
  },
  find_in_conversation: {
    menu: { menu: 'edit', group: 2 },
    shortcut: { key: 'f' },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  show_branches: {
    menu: { menu: 'view', group: 1 },
    shortcut: { key: 'b', shift: true },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  compare_answers: {
    asks: true,
    menu: { menu: 'view', group: 1 },
    shortcut: null,
    runsIn: 'window',
    worksInDialog: false,
  },
  quote_selection: {
    menu: { menu: 'edit', group: 2 },
    shortcut: { key: 'e', shift: true },
    runsIn: 'window',
    worksInDialog: false,
    needsConversation: true,
  },
  delete_conversation: {
    menu: { menu: 'file', group: 3 },
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

/** Actions that the quick window performs; the others are dimmed while it is in front. */
export const quickActions = [
  'new_conversation',
  'quick_ask',
  'open_settings',
  'undo',
  'redo',
] as const satisfies readonly WindowAction[];
export type QuickAction = (typeof quickActions)[number];

const entries = Object.entries(actions) as readonly (readonly [ActionId, ActionEntry])[];

/** True for an action that asks for more before it does anything. */
export function asksForMore(id: ActionId): boolean {
  const entry: ActionEntry = actions[id];
  return entry.asks === true;
}

/** True for an action about the conversation on show. */
export function needsConversation(id: ActionId): boolean {
  const entry: ActionEntry = actions[id];
  return entry.needsConversation === true;
}

/** True for an action that the quick window performs. */
export function isQuickAction(id: ActionId): id is QuickAction {
  return quickActions.some((each) => each === id);
}

/** True for an action that runs in the window. */
export function isWindowAction(id: ActionId): id is WindowAction {
  return actions[id].runsIn === 'window';
}

/** The accelerator that an action comes with; null if it has none. */
export function defaultAccelerator(id: ActionId): string | null {
  const shortcut: Shortcut | null = actions[id].shortcut;
  if (shortcut === null) return null;
  const key = shortcut.key.length === 1 ? shortcut.key.toUpperCase() : shortcut.key;
  return acceleratorFrom({ key, command: true, alt: false, shift: shortcut.shift ?? false });
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
