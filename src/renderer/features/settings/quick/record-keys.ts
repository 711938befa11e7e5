import { acceleratorPressed, type Platform, type Pressed } from '../../../../shared/keys.ts';
import { canBeGlobal } from '../../../../shared/model/desktop/global-shortcut.ts';

/** What a key does while keys are recorded. `ignored`: nothing yet. `left`: Tab goes on. */
export type RecordedKeys =
  | { readonly kind: 'kept'; readonly accelerator: string }
  | { readonly kind: 'refused' | 'cancelled' | 'left' | 'ignored' };

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

/** Takes a pressed key for a shortcut that works everywhere. Esc cancels. */
export function recordKeys(event: Pressed, platform: Platform): RecordedKeys {
  if (modifiers.has(event.key)) return { kind: 'ignored' };
  const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isBare && event.key === 'Tab') return { kind: 'left' };
  if (isBare && event.key === 'Escape') return { kind: 'cancelled' };
  const accelerator = acceleratorPressed(event, platform);
  return accelerator !== null && canBeGlobal(accelerator)
    ? { kind: 'kept', accelerator }
    : { kind: 'refused' };
}
