import {
  actions,
  defaultAccelerator,
  isWindowAction,
  type ActionId,
  type WindowAction,
} from './actions.ts';
import { acceleratorPressed, keysText, type Platform, type Pressed } from './keys.ts';
import { refusalOf, type Conflict, type Refusal } from './shortcut-conflicts.ts';

/** The shortcuts that the person has changed, by action: an accelerator, or null for none. */
export type ShortcutChanges = Readonly<Record<string, string | null>>;

/** The shortcuts that hold, and changes that cannot hold on this system. */
export interface Shortcuts {
  readonly accelerators: ReadonlyMap<ActionId, string>;
  readonly refused: ReadonlyMap<ActionId, { readonly accelerator: string; readonly why: Refusal }>;
}

const ids = Object.keys(actions) as readonly ActionId[];
const noChanges: ShortcutChanges = {};

function resolve(changes: ShortcutChanges, platform: Platform): Shortcuts {
  const accelerators = new Map<ActionId, string>();
  const refused = new Map<ActionId, { readonly accelerator: string; readonly why: Refusal }>();
  const holders = new Set<string>();
  const give = (id: ActionId, accelerator: string): void => {
    if (holders.has(accelerator)) return;
    holders.add(accelerator);
    accelerators.set(id, accelerator);
  };
  const unchanged: ActionId[] = [];
  for (const id of ids) {
    const change = Object.hasOwn(changes, id) ? changes[id] : undefined;
    if (change === null) continue;
    if (change === undefined || change === defaultAccelerator(id)) {
      unchanged.push(id);
      continue;
    }
    const why = refusalOf(change, platform);
    if (why === null) give(id, change);
    else {
      refused.set(id, { accelerator: change, why });
      unchanged.push(id);
    }
  }
  // The person's own choices go first.
  for (const id of unchanged) {
    const accelerator = defaultAccelerator(id);
    if (accelerator !== null) give(id, accelerator);
  }
  return { accelerators, refused };
}

const resolved = new WeakMap<ShortcutChanges, Map<Platform, Shortcuts>>();

/** The shortcuts that hold with the person's changes. */
export function shortcutsOf(changes: ShortcutChanges | undefined, platform: Platform): Shortcuts {
  const key = changes ?? noChanges;
  const known = resolved.get(key) ?? new Map<Platform, Shortcuts>();
  resolved.set(key, known);
  const shortcuts = known.get(platform) ?? resolve(key, platform);
  known.set(platform, shortcuts);
  return shortcuts;
}

/** The action with an accelerator, or null. */
function actionWith(accelerator: string, { accelerators }: Shortcuts): ActionId | null {
  for (const [id, its] of accelerators) if (its === accelerator) return id;
  return null;
}

/** The window action for these keys, or null. */
export function actionFor(
  event: Pressed,
  platform: Platform,
  shortcuts: Shortcuts,
): WindowAction | null {
  const accelerator = acceleratorPressed(event, platform);
  const id = accelerator === null ? null : actionWith(accelerator, shortcuts);
  return id !== null && isWindowAction(id) ? id : null;
}

/** An action's shortcut as people read it: `⌘N` on a Mac, `Ctrl+N` elsewhere; '' if it has none. */
export function shortcutText(id: ActionId, platform: Platform, shortcuts: Shortcuts): string {
  const accelerator = shortcuts.accelerators.get(id);
  return accelerator === undefined ? '' : keysText(accelerator, platform);
}

/** Why an action cannot have an accelerator at once, or null. */
export function conflictOf(
  id: ActionId,
  accelerator: string,
  platform: Platform,
  shortcuts: Shortcuts,
): Conflict | null {
  const refusal = accelerator === defaultAccelerator(id) ? null : refusalOf(accelerator, platform);
  if (refusal !== null) return refusal;
  const holder = actionWith(accelerator, shortcuts);
  return holder === null || holder === id ? null : { kind: 'action', id: holder };
}

/**
 * The changes with a new shortcut of an action, or null for none. An action that had it loses it.
 */
export function withShortcut(
  changes: ShortcutChanges,
  id: ActionId,
  accelerator: string | null,
  platform: Platform,
): ShortcutChanges {
  const holder =
    accelerator === null ? null : actionWith(accelerator, shortcutsOf(changes, platform));
  const others = holder === null || holder === id ? changes : { ...changes, [holder]: null };
  const { [id]: _before, ...rest } = others;
  return accelerator === defaultAccelerator(id) ? rest : { ...rest, [id]: accelerator };
}

/** True if an action's shortcut differs from the one it comes with. */
export function isChanged(id: ActionId, { accelerators }: Shortcuts): boolean {
  return (accelerators.get(id) ?? null) !== defaultAccelerator(id);
}

/** The changes without those of known actions. */
export function withoutShortcuts(changes: ShortcutChanges): ShortcutChanges {
  return Object.fromEntries(Object.entries(changes).filter(([id]) => !Object.hasOwn(actions, id)));
}
