import type { Pressed } from '../../src/shared/keys.ts';

/** A key as a `KeyboardEvent` tells it. */
export function keyDown(
  key: string,
  ...modifiers: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]
): Pressed {
  return {
    key,
    code: /^[a-z]$/iu.test(key) ? `Key${key.toUpperCase()}` : '',
    ctrlKey: modifiers.includes('ctrl'),
    metaKey: modifiers.includes('meta'),
    shiftKey: modifiers.includes('shift'),
    altKey: modifiers.includes('alt'),
  };
}
