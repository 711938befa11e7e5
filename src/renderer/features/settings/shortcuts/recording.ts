import type { ActionId } from '../../../../shared/actions.ts';
import { acceleratorPressed, type Platform, type Pressed } from '../../../../shared/keys.ts';
import { conflictOf, type Shortcuts } from '../../../../shared/shortcuts.ts';
import type { Conflict } from '../../../../shared/shortcut-conflicts.ts';

/** What has been pressed so far for a new shortcut. */
export type Recording =
  | { readonly kind: 'waiting' }
  /** The pressed keys cannot be kept as they are; `accelerator` is null if they mean nothing. */
  | {
      readonly kind: 'conflict';
      readonly accelerator: string | null;
      readonly conflict: Conflict;
    };

/** What a key does to a recording. `ignored`: the key keeps its usual meaning. */
export type Recorded =
  | Recording
  | { readonly kind: 'kept'; readonly accelerator: string }
  | { readonly kind: 'cancelled' | 'left' | 'unchanged' };

/** What the shortcut is recorded for. */
export interface RecordedFor {
  readonly id: ActionId;
  readonly platform: Platform;
  readonly shortcuts: Shortcuts;
}

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

/** Takes a pressed key. Esc cancels, Tab goes on, and Enter takes the keys from another action. */
export function record(
  recording: Recording,
  event: Pressed,
  { id, platform, shortcuts }: RecordedFor,
): Recorded {
  if (modifiers.has(event.key)) return { kind: 'unchanged' };
  const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isBare && event.key === 'Tab') return { kind: 'left' };
  if (isBare && !event.shiftKey && event.key === 'Escape') return { kind: 'cancelled' };
  if (isBare && event.key === 'Enter') return confirmed(recording);
  const accelerator = acceleratorPressed(event, platform);
  if (accelerator === null) {
    return { kind: 'conflict', accelerator, conflict: { kind: 'not_keys' } };
  }
  const conflict = conflictOf(id, accelerator, platform, shortcuts);
  return conflict === null
    ? { kind: 'kept', accelerator }
    : { kind: 'conflict', accelerator, conflict };
}

/** The keys that are taken from another action, once the person has agreed. */
export function confirmed(recording: Recording): Recorded {
  return recording.kind === 'conflict' &&
    recording.conflict.kind === 'action' &&
    recording.accelerator !== null
    ? { kind: 'kept', accelerator: recording.accelerator }
    : { kind: 'unchanged' };
}
