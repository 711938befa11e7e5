import { expect, test } from 'vitest';
import { createSavedWindows } from '../../../../src/main/desktop/windows/saved-windows.ts';
import { settingsSchema, type Settings } from '../../../../src/shared/model/settings.ts';

const place = { x: 0, y: 0, width: 600, height: 400, maximized: false };
const middle = { kind: 'message', messageId: 'm', path: [1], offset: -4 } as const;

function rig() {
  let settings: Settings = settingsSchema.parse({});
  let changes = 0;
  const saved = createSavedWindows({
    settings: {
      read: () => settings,
      update(change) {
        const after = change(settings);
        if (after !== settings) changes += 1;
        settings = after;
      },
    },
    isKept: (id) => id !== 'temporary',
  });
  return { saved, read: () => settings, changes: () => changes };
}

test('a window keeps its position in the conversation when it is moved, and at the end', () => {
  const { saved, read, changes } = rig();
  saved.put('a', place);
  saved.keepPosition('a', middle);
  saved.put('a', { ...place, x: 50 });
  expect(saved.positionOf('a')).toEqual(middle);
  expect(saved.placeOf('a')).toMatchObject({ x: 50 });
  saved.hold();
  saved.keepPosition('a', { kind: 'latest' });
  saved.remove('a');
  expect(read().windows).toEqual([
    { conversationId: 'a', place: { ...place, x: 50 }, position: { kind: 'latest' } },
  ]);
  const before = changes();
  saved.keepPosition('a', { kind: 'latest' });
  saved.keepPosition('b', middle);
  expect(changes()).toBe(before);
});

test('nothing of a temporary conversation is kept', () => {
  const { saved, read } = rig();
  saved.put('temporary', place);
  saved.keepShown({ conversationId: 'a', position: middle });
  saved.keepShown({ conversationId: 'temporary', position: middle });
  expect(read()).toMatchObject({ windows: [], lastShown: null });
});
