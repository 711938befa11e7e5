import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, defaultAccelerator, type ActionId } from '../../src/shared/actions.ts';
import { acceleratorPressed, keysFrom, keysText, type Platform } from '../../src/shared/keys.ts';
import { refusalOf } from '../../src/shared/shortcut-conflicts.ts';
import { shortcutChangesSchema } from '../../src/shared/shortcut-schema.ts';
import {
  actionFor,
  conflictOf,
  isChanged,
  shortcutsOf,
  shortcutText,
  withoutShortcuts,
  withShortcut,
} from '../../src/shared/shortcuts.ts';
import { conflictWords } from '../../src/shared/words/desktop/shortcut-words.ts';
import { keyDown as pressed } from './key-down.ts';

const ids = Object.keys(actions) as readonly ActionId[];
const platforms: readonly Platform[] = ['mac', 'windows', 'linux'];
const usual = shortcutsOf({}, 'linux');

describe('the shortcuts that actions come with', () => {
  it('are with Ctrl, and with Cmd on a Mac', () => {
    expect(actionFor(pressed('n', 'ctrl'), 'linux', usual)).toBe('new_conversation');
    expect(actionFor(pressed('n', 'ctrl'), 'windows', usual)).toBe('new_conversation');
    expect(actionFor(pressed('n', 'meta'), 'mac', usual)).toBe('new_conversation');
    expect(actionFor(pressed('n', 'ctrl'), 'mac', usual)).toBeNull();
    expect(actionFor(pressed('n', 'meta'), 'linux', usual)).toBeNull();
  });

  it('are exact about the other keys', () => {
    const found = (...keys: Parameters<typeof pressed>) =>
      actionFor(pressed(...keys), 'linux', usual);
    expect(found('Backspace', 'ctrl', 'shift')).toBe('delete_conversation');
    expect(found('Backspace', 'ctrl')).toBeNull();
    expect(found('N', 'ctrl', 'shift')).toBe('new_temporary');
    expect(found('K', 'ctrl', 'shift')).toBeNull();
    expect(found('n', 'ctrl', 'alt')).toBeNull();
    expect(found('n')).toBeNull();
  });

  it('work with Caps Lock, and on keyboards of other alphabets by the place of the key', () => {
    expect(actionFor(pressed('B', 'ctrl'), 'linux', usual)).toBe('toggle_sidebar');
    const cyrillic = { ...pressed('т', 'ctrl'), code: 'KeyN' };
    expect(actionFor(cyrillic, 'linux', usual)).toBe('new_conversation');
    // Dvorak has its Latin letters elsewhere, and they are what counts.
    const dvorak = { ...pressed('n', 'ctrl'), code: 'KeyL' };
    expect(actionFor(dvorak, 'linux', usual)).toBe('new_conversation');
  });

  it('that main runs are left to the menu', () => {
    expect(defaultAccelerator('print')).toBe('CmdOrCtrl+P');
    expect(actionFor(pressed('p', 'ctrl'), 'linux', usual)).toBeNull();
  });

  it('read as on each desktop', () => {
    expect(shortcutText('new_conversation', 'mac', usual)).toBe('⌘N');
    expect(shortcutText('delete_conversation', 'mac', usual)).toBe('⇧⌘⌫');
    expect(shortcutText('delete_conversation', 'linux', usual)).toBe('Ctrl+Shift+Backspace');
    expect(shortcutText('open_settings', 'windows', usual)).toBe('Ctrl+,');
    expect(shortcutText('about', 'mac', usual)).toBe('');
  });
});

describe('pressed keys', () => {
  it.each([
    ['linux', pressed('F5'), 'F5'],
    ['linux', pressed('ArrowUp', 'ctrl', 'alt'), 'CmdOrCtrl+Alt+Up'],
    ['linux', pressed('+', 'ctrl'), 'CmdOrCtrl+Plus'],
    ['linux', { ...pressed('!', 'ctrl', 'shift'), code: 'Digit1' }, 'CmdOrCtrl+Shift+1'],
    ['mac', { ...pressed('π', 'meta', 'alt'), code: 'KeyP' }, 'CmdOrCtrl+Alt+P'],
    ['mac', pressed('n', 'meta', 'ctrl'), null],
    ['linux', pressed('n', 'ctrl', 'meta'), null],
    ['linux', pressed('Process', 'ctrl'), null],
    ['linux', pressed('ß', 'ctrl'), null],
  ] as const)('on %s %o are %s', (platform, event, accelerator) => {
    expect(acceleratorPressed(event, platform)).toBe(accelerator);
  });

  it('read back as what they were, and nothing else reads as keys', () => {
    for (const text of ['CmdOrCtrl+Shift+N', 'F5', 'CmdOrCtrl+Plus', 'CmdOrCtrl+Alt+Up']) {
      expect(keysFrom(text)).not.toBeNull();
    }
    for (const text of [
      '',
      '+',
      'Ctrl+N',
      'Shift+CmdOrCtrl+N',
      'CmdOrCtrl+n',
      'CmdOrCtrl+',
      'N+N',
    ]) {
      expect(keysFrom(text)).toBeNull();
    }
    expect(keysText('CmdOrCtrl+Alt+Up', 'mac')).toBe('⌥⌘↑');
    expect(keysText('CmdOrCtrl+Alt+PageUp', 'windows')).toBe('Ctrl+Alt+Page Up');
  });
});

describe('changed shortcuts', () => {
  it('hold instead of those that the actions come with', () => {
    const changed = shortcutsOf({ search: 'CmdOrCtrl+J', toggle_sidebar: null }, 'linux');
    expect(actionFor(pressed('j', 'ctrl'), 'linux', changed)).toBe('search');
    expect(actionFor(pressed('k', 'ctrl'), 'linux', changed)).toBeNull();
    expect(actionFor(pressed('b', 'ctrl'), 'linux', changed)).toBeNull();
    expect(shortcutText('search', 'linux', changed)).toBe('Ctrl+J');
    expect(isChanged('search', changed)).toBe(true);
    expect(isChanged('new_conversation', changed)).toBe(false);
  });

  it('give way to what the system and text need, which is told', () => {
    const changed = shortcutsOf({ search: 'CmdOrCtrl+Q', about: 'CmdOrCtrl+H' }, 'mac');
    expect(changed.accelerators.get('search')).toBe('CmdOrCtrl+K');
    expect(changed.refused.get('search')?.why).toEqual({ kind: 'menu', use: 'quit' });
    expect(changed.refused.get('about')?.why).toEqual({ kind: 'menu', use: 'hide' });
    expect(shortcutsOf({ about: 'CmdOrCtrl+H' }, 'linux').accelerators.get('about')).toBe(
      'CmdOrCtrl+H',
    );
  });

  it('are valid in a file only if they could be a shortcut somewhere', () => {
    const isValid = (value: unknown) => shortcutChangesSchema.safeParse({ search: value }).success;
    expect(isValid('CmdOrCtrl+J')).toBe(true);
    expect(isValid(null)).toBe(true);
    // The menu of another system may have these.
    expect(isValid('CmdOrCtrl+Alt+I')).toBe(true);
    for (const bad of ['J', 'CmdOrCtrl+C', 'Ctrl+J', 'CmdOrCtrl+Enter', 7, 'x'.repeat(100)]) {
      expect(isValid(bad)).toBe(false);
    }
  });

  it('are taken from another action only as a whole, and can be restored', () => {
    const taken = withShortcut({ newer: 'F7' }, 'search', 'CmdOrCtrl+N', 'linux');
    expect(taken).toEqual({ newer: 'F7', search: 'CmdOrCtrl+N', new_conversation: null });
    const back = withShortcut(taken, 'new_conversation', 'CmdOrCtrl+N', 'linux');
    expect(back).toEqual({ newer: 'F7', search: null });
    expect(withShortcut(back, 'search', 'CmdOrCtrl+K', 'linux')).toEqual({ newer: 'F7' });
    expect(withoutShortcuts(taken)).toEqual({ newer: 'F7' });
  });

  it('mean one action each, whatever a file says', () => {
    const accelerator = fc.constantFrom('CmdOrCtrl+N', 'CmdOrCtrl+K', 'CmdOrCtrl+J', 'F5', null);
    const changes = fc.dictionary(fc.constantFrom(...ids, 'newer', '__proto__'), accelerator);
    const property = fc.property(changes, fc.constantFrom(...platforms), (some, platform) => {
      const all = [...shortcutsOf(some, platform).accelerators.values()];
      expect(new Set(all).size).toBe(all.length);
    });
    fc.assert(property, { numRuns: 150 });
  });
});

describe('conflicts', () => {
  it.each([
    ['linux', 'CmdOrCtrl+N', '“New conversation”'],
    ['linux', 'CmdOrCtrl+C', 'edits text'],
    ['linux', 'CmdOrCtrl+Enter', 'sends a message'],
    ['linux', 'Shift+N', 'together with Ctrl'],
    ['linux', 'CmdOrCtrl+R', 'reloads'],
    ['linux', 'CmdOrCtrl+Alt+T', 'belongs to the system'],
    ['windows', 'CmdOrCtrl+Alt+Q', 'types a character'],
    ['windows', 'Alt+F4', 'belongs to the system'],
    ['mac', 'CmdOrCtrl+Shift+4', 'belongs to the system'],
    ['linux', 'F2', 'renames'],
    ['linux', 'CmdOrCtrl+Shift+,', 'cannot be a shortcut'],
  ] as const)('on %s, %s is told: %s', (platform, accelerator, words) => {
    const conflict = conflictOf('search', accelerator, platform, shortcutsOf({}, platform));
    if (conflict === null) throw new Error('It is free.');
    expect(conflictWords(conflict, keysText(accelerator, platform), 'Ctrl')).toContain(words);
  });

  it('has none of the shortcuts that actions come with, on any system', () => {
    for (const id of ids) {
      const accelerator = defaultAccelerator(id);
      if (accelerator === null) continue;
      for (const platform of platforms) {
        expect(refusalOf(accelerator, platform), `${id} on ${platform}`).toBeNull();
      }
    }
  });
});
