import { expect, test, vi } from 'vitest';
import { createRegistry } from '../../../src/main/providers/registry.ts';
import { memorySecrets, memorySettings } from './memory-ports.ts';

test("a change of a window's place is no news of the settings", async () => {
  const settings = memorySettings();
  const registry = createRegistry({ settings, secrets: memorySecrets(), environment: {} });
  const changed = vi.fn<() => void>();
  registry.subscribe(changed);
  settings.update((before) => ({ ...before, lastShown: null, quickPlaces: [] }));
  settings.update((before) => ({
    ...before,
    windowPlace: { x: 0, y: 0, width: 600, height: 400, maximized: false },
  }));
  expect(changed).not.toHaveBeenCalled();
  settings.update((before) => ({ ...before, theme: 'dark', windowPlace: null }));
  expect(changed).toHaveBeenCalledTimes(1);
});
