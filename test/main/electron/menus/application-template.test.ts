import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { applicationTemplate } from '../../../../src/main/electron/menus/application-template.ts';
import { actions, type ActionId, type Platform } from '../../../../src/shared/actions.ts';
import { nothingToUndo } from '../../../../src/shared/model/undo/undo.ts';
import { shortcutsOf } from '../../../../src/shared/shortcuts.ts';

const platforms: readonly Platform[] = ['mac', 'windows', 'linux'];

function menus(platform: Platform, more: Partial<Parameters<typeof applicationTemplate>[0]> = {}) {
  const chosen: ActionId[] = [];
  const template = applicationTemplate({
    platform,
    appName: 'Parley',
    hasDeveloperTools: false,
    accelerators: shortcutsOf({}, platform).accelerators,
    undo: nothingToUndo,
    canDo: () => true,
    choose: (id) => chosen.push(id),
    ...more,
  });
  return { template, chosen };
}

function submenuOf({ submenu }: MenuItemConstructorOptions): readonly MenuItemConstructorOptions[] {
  return Array.isArray(submenu) ? submenu : [];
}

/** Every item, those of submenus too. */
function itemsOf(
  template: readonly MenuItemConstructorOptions[],
): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...itemsOf(submenuOf(item))]);
}

/** What an item is called, by its role or its action. */
function namesIn(template: readonly MenuItemConstructorOptions[], label: string) {
  const menu = template.find((each) => each.label === label);
  return submenuOf(menu ?? {}).map(({ role, id, type, label: own }) => role ?? id ?? type ?? own);
}

describe('the application menu', () => {
  test('has what macOS wants, in its places', () => {
    const { template } = menus('mac');
    expect(template.map(({ label }) => label)).toEqual([
      'Parley',
      'File',
      'Edit',
      'View',
      'Window',
      'Help',
    ]);
    expect(namesIn(template, 'Parley')).toEqual([
      'about',
      'separator',
      'open_settings',
      'separator',
      'services',
      'separator',
      'hide',
      'hideOthers',
      'unhide',
      'separator',
      'quit',
    ]);
    expect(namesIn(template, 'Edit')).toEqual([
      'undo',
      'redo',
      'separator',
      'cut',
      'copy',
      'paste',
      'pasteAndMatchStyle',
      'delete',
      'selectAll',
      'separator',
      'search',
      'find_in_conversation',
      'quote_selection',
      'separator',
      'Substitutions',
      'Speech',
    ]);
    expect(namesIn(template, 'Window')).toEqual(['minimize', 'zoom', 'separator', 'front']);
    expect(template.find(({ label }) => label === 'Window')?.role).toBe('windowMenu');
    expect(namesIn(template, 'File').at(-1)).toBe('close');
  });

  test.each(['windows', 'linux'] as const)(
    'opens by Alt on %s, and has no menu of macOS',
    (platform) => {
      const { template } = menus(platform);
      expect(template.map(({ label }) => label)).toEqual([
        '&File',
        '&Edit',
        '&View',
        '&Window',
        '&Help',
      ]);
      const roles = itemsOf(template).map(({ role }) => role);
      for (const role of ['services', 'hide', 'front', 'startSpeaking'] as const) {
        expect(roles).not.toContain(role);
      }
      expect(namesIn(template, '&File').at(-1)).toBe('quit');
      expect(namesIn(template, '&Window').at(-1)).toBe('close');
      expect(namesIn(template, '&Help')).toEqual(['keyboard_shortcuts', 'about']);
    },
  );

  test.each(platforms)('has every action once on %s, which it chooses', (platform) => {
    const { template, chosen } = menus(platform);
    const ids = Object.keys(actions) as readonly ActionId[];
    const placed = ids.filter((id) => actions[id].menu !== null);
    const items = itemsOf(template).filter(({ id }) => id !== undefined);
    expect(items.map(({ id = '' }) => id).toSorted()).toEqual(placed.toSorted());
    for (const item of items) {
      // Electron calls it with itself, a window and an event, which these do not need.
      (item.click as (() => void) | undefined)?.();
    }
    expect(chosen.toSorted()).toEqual(placed.toSorted());
  });

  test('has the changed shortcuts, and dims what cannot be done', () => {
    const { accelerators } = shortcutsOf({ search: 'CmdOrCtrl+J', print: null }, 'linux');
    const { template } = menus('linux', { accelerators, canDo: (id) => id !== 'print' });
    const items = new Map(itemsOf(template).map((item) => [item.id, item]));
    expect(items.get('search')).toMatchObject({ accelerator: 'CmdOrCtrl+J', enabled: true });
    expect(items.get('print')).toMatchObject({ enabled: false });
    expect(items.get('print')).not.toHaveProperty('accelerator');
  });

  test('says what Undo and Redo would do', () => {
    const what = { name: 'R&D', conversationId: null, count: 1, at: 1 } as const;
    const undo = { undo: { ...what, kind: 'conversations_deleted' as const }, redo: null };
    const items = new Map(
      itemsOf(menus('linux', { undo }).template).map((each) => [each.id, each]),
    );
    expect(items.get('undo')).toMatchObject({ label: 'Undo: Delete “R&&D”' });
    expect(items.get('redo')).toMatchObject({ label: 'Redo' });
  });

  test.each(platforms)('labels every item on %s, and ends it with its name', (platform) => {
    const items = itemsOf(menus(platform, { hasDeveloperTools: true }).template);
    const unlabelled = items.filter(({ label, type }) => label === undefined && type === undefined);
    expect(unlabelled).toEqual([]);
    const quit = { mac: 'Quit Parley', windows: 'Exit Parley', linux: 'Quit Parley' };
    expect(items.find(({ role }) => role === 'quit')?.label).toBe(quit[platform]);
  });

  test('has the developer tools only where they may be opened', () => {
    const has = (hasDeveloperTools: boolean): boolean =>
      itemsOf(menus('linux', { hasDeveloperTools }).template).some(
        ({ role }) => role === 'toggleDevTools',
      );
    expect([has(false), has(true)]).toEqual([false, true]);
  });
});
