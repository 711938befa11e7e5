import { expect, it } from 'vitest';
import { recordKeys } from '../../../../../src/renderer/features/settings/quick/record-keys.ts';

const press = (key: string, code: string, held = '') => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

it.each([
  [press(' ', 'Space', 'alt shift'), { kind: 'kept', accelerator: 'Alt+Shift+Space' }],
  [press('F9', 'F9'), { kind: 'kept', accelerator: 'F9' }],
  [press('k', 'KeyK', 'ctrl'), { kind: 'kept', accelerator: 'CmdOrCtrl+K' }],
  // They would be typed in any program.
  [press('k', 'KeyK'), { kind: 'refused' }],
  [press('K', 'KeyK', 'shift'), { kind: 'refused' }],
  [press('Alt', 'AltLeft', 'alt'), { kind: 'ignored' }],
  [press('Tab', 'Tab'), { kind: 'left' }],
  [press('Escape', 'Escape'), { kind: 'cancelled' }],
])('takes keys that can work everywhere: %j', (event, recorded) => {
  expect(recordKeys(event, 'linux')).toEqual(recorded);
});
