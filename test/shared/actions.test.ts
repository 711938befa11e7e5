import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  acceleratorOf,
  actionFor,
  actions,
  actionsIn,
  shortcutText,
  type ActionId,
  type ActionMenu,
  type Platform,
} from '../../src/shared/actions.ts';

const ids = Object.keys(actions) as readonly ActionId[];

function pressed(key: string, ...modifiers: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]) {
  return {
    key,
    ctrlKey: modifiers.includes('ctrl'),
    metaKey: modifiers.includes('meta'),
    shiftKey: modifiers.includes('shift'),
    altKey: modifiers.includes('alt'),
  };
}

describe('shortcuts', () => {
  it('are with Ctrl, and with Cmd on a Mac', () => {
    expect(actionFor(pressed('n', 'ctrl'), 'linux')).toBe('new_conversation');
    expect(actionFor(pressed('n', 'ctrl'), 'windows')).toBe('new_conversation');
    expect(actionFor(pressed('n', 'meta'), 'mac')).toBe('new_conversation');
    expect(actionFor(pressed('n', 'ctrl'), 'mac')).toBeNull();
    expect(actionFor(pressed('n', 'meta'), 'linux')).toBeNull();
  });

  it('are exact about the other keys', () => {
    expect(actionFor(pressed('Backspace', 'ctrl', 'shift'), 'linux')).toBe('delete_conversation');
    expect(actionFor(pressed('Backspace', 'ctrl'), 'linux')).toBeNull();
    expect(actionFor(pressed('N', 'ctrl', 'shift'), 'linux')).toBe('new_temporary');
    expect(actionFor(pressed('K', 'ctrl', 'shift'), 'linux')).toBeNull();
    expect(actionFor(pressed('n', 'ctrl', 'alt'), 'linux')).toBeNull();
    expect(actionFor(pressed('n'), 'linux')).toBeNull();
  });

  it('work with Caps Lock', () => {
    expect(actionFor(pressed('B', 'ctrl'), 'linux')).toBe('toggle_sidebar');
  });

  it('that main runs are left to the menu', () => {
    expect(acceleratorOf('print')).toBe('CmdOrCtrl+P');
    expect(actionFor(pressed('p', 'ctrl'), 'linux')).toBeNull();
  });

  it('read as on each desktop', () => {
    expect(shortcutText('new_conversation', 'mac')).toBe('⌘N');
    expect(shortcutText('delete_conversation', 'mac')).toBe('⇧⌘⌫');
    expect(shortcutText('delete_conversation', 'linux')).toBe('Ctrl+Shift+Backspace');
    expect(shortcutText('open_settings', 'windows')).toBe('Ctrl+,');
    expect(shortcutText('about', 'mac')).toBe('');
  });

  it('are what the menus of Electron take', () => {
    expect(acceleratorOf('open_settings')).toBe('CmdOrCtrl+,');
    expect(acceleratorOf('delete_conversation')).toBe('CmdOrCtrl+Shift+Backspace');
    expect(acceleratorOf('about')).toBeUndefined();
  });

  it('mean one action each', () => {
    const texts = ids.map((id) => shortcutText(id, 'linux')).filter((text) => text !== '');
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('are those in the README, and no others', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const written = [...readme.matchAll(/^\| Ctrl\/Cmd\+(\S+) \|/gmu)].map(([, keys]) => keys);
    const defined = ids
      .map((id) => acceleratorOf(id))
      .filter((keys) => keys !== undefined)
      .map((keys) => keys.replace('CmdOrCtrl+', ''));
    expect(new Set(written)).toEqual(new Set(defined));
    expect(written).toHaveLength(defined.length);
  });
});

describe('menus', () => {
  const menus: readonly ActionMenu[] = ['application', 'file', 'view', 'help'];
  const all = (platform: Platform): readonly ActionId[] =>
    menus.flatMap((menu) => actionsIn(menu, platform).flat());

  it('hold each action once, wherever the system wants it', () => {
    const placed = ids.filter((id) => actions[id].menu !== null);
    expect(all('linux').toSorted()).toEqual(placed.toSorted());
    expect(all('mac').toSorted()).toEqual(placed.toSorted());
  });

  it('have what belongs together in a group', () => {
    expect(actionsIn('file', 'windows')).toEqual([
      ['new_conversation', 'new_temporary', 'open_window', 'open_settings'],
      ['copy_link', 'save_as_pdf', 'print'],
    ]);
    expect(actionsIn('help', 'windows')).toEqual([['keyboard_shortcuts', 'about']]);
    expect(actionsIn('application', 'windows')).toEqual([]);
    expect(actionsIn('application', 'mac')).toEqual([['about'], ['open_settings']]);
    expect(actionsIn('file', 'mac')).toEqual([
      ['new_conversation', 'new_temporary', 'open_window'],
      ['copy_link', 'save_as_pdf', 'print'],
    ]);
  });
});
