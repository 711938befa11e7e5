import type { ShortcutState } from '../../../shared/model/desktop/global-shortcut.ts';

/** Dependencies of {@link createGlobalShortcut}. */
export interface GlobalShortcutOptions {
  /** Asks the system for the keys; false if another program has them. */
  readonly register: (accelerator: string, onPress: () => void) => boolean;
  readonly unregister: (accelerator: string) => void;
  /** True if the desktop asks the person, and says yes before that. */
  readonly isAsked: boolean;
  /** Calls back after a time; returns a function that prevents it. */
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly onPress: () => void;
  readonly onState: (state: ShortcutState) => void;
}

/** A shortcut that works while other programs are in front, as far as anybody can know. */
export interface GlobalShortcut {
  /** Gives up the keys of before and asks for others; null for none. */
  readonly set: (accelerator: string | null) => void;
  /** The person is about to press the keys, to see whether they arrive. */
  readonly listen: () => void;
  readonly state: () => ShortcutState;
}

/** How long the keys may take to arrive when the person was asked to press them (ms). */
const patience = 15_000;

/** Creates the shortcut, without keys. */
export function createGlobalShortcut(options: GlobalShortcutOptions): GlobalShortcut {
  const { register, unregister, isAsked, after, onPress, onState } = options;
  let state: ShortcutState = { kind: 'off' };
  let stopListening = (): void => undefined;

  const become = (next: ShortcutState): void => {
    stopListening();
    stopListening = () => undefined;
    state = next;
    onState(next);
  };
  const pressed = (accelerator: string): void => {
    if (state.kind !== 'working' || state.isListening) {
      become({ kind: 'working', accelerator, isListening: false });
    }
    onPress();
  };

  return {
    set(accelerator) {
      if (state.kind !== 'off') {
        if (state.accelerator === accelerator && state.kind !== 'taken') return;
        if (state.kind !== 'taken') unregister(state.accelerator);
      }
      if (accelerator === null) {
        become({ kind: 'off' });
        return;
      }
      const isGiven = register(accelerator, () => pressed(accelerator));
      const kind = isGiven ? (isAsked ? 'waiting' : 'unverified') : 'taken';
      become({ kind, accelerator, isListening: false });
    },
    listen() {
      if (state.kind === 'off' || state.kind === 'taken') return;
      const { accelerator } = state;
      become({ ...state, isListening: true });
      stopListening = after(patience, () =>
        become({ kind: 'refused', accelerator, isListening: false }),
      );
    },
    state: () => state,
  };
}
