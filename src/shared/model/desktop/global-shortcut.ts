import { isFunctionKey, keysFrom } from '../../keys.ts';

/**
 * Where a shortcut stands that is to work while other programs are in front. `off`: none is chosen.
 * `taken`: another program has it. `waiting`: the desktop asks the person, and tells nobody of the
 * answer. `unverified`: the system has given it, and it was not pressed yet. `refused`: it was
 * pressed, or should have been, and did not arrive. `working`: it was pressed and arrived.
 */
export type ShortcutState =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'taken' | 'waiting' | 'unverified' | 'refused' | 'working';
      /** As Electron's accelerators name it. */
      readonly accelerator: string;
      /** True while the person is asked to press it. */
      readonly isListening: boolean;
    };

/** The shortcut, and the command that a key of the desktop can run instead. */
export interface ShortcutView {
  readonly state: ShortcutState;
  /** Null where desktops bind no keys to commands. */
  readonly command: string | null;
}

/** True if pressing these keys means nothing else wherever they are pressed. */
export function canBeGlobal(accelerator: string): boolean {
  const keys = keysFrom(accelerator);
  return keys !== null && (keys.command || keys.alt || isFunctionKey(keys.key));
}
