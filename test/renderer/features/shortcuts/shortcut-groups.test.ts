import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shortcutGroups } from '../../../../src/renderer/features/shortcuts/shortcut-groups.ts';
import { actions, needsConversation, type ActionId } from '../../../../src/shared/actions.ts';
import { actionName } from '../../../../src/shared/words/desktop/action-words.ts';
import { shortcutsOf, shortcutText } from '../../../../src/shared/shortcuts.ts';

/** Keys of the map that every list has, or that the list of shortcuts names otherwise. */
const common = ['↑ ↓, Page Up, Page Down, Home, End', '← →', 'menu key'];

const nothing = {
  hasConversation: true,
  hasList: true,
  hasFind: false,
  hasBranches: false,
  hasColumns: false,
};
const usual = shortcutsOf({}, 'linux');

describe('the list of shortcuts', () => {
  it('has every shortcut of an action, as it reads on this desktop', () => {
    const ids = Object.keys(actions) as readonly ActionId[];
    for (const platform of ['mac', 'linux'] as const) {
      const [anywhere] = shortcutGroups(platform, usual, nothing);
      const keys = anywhere?.shortcuts.map((each) => each.keys) ?? [];
      for (const id of ids) {
        const text = shortcutText(id, platform, usual);
        if (text !== '') expect(keys).toContain(text);
      }
    }
  });

  it('follows what the person has changed, and leaves out what cannot be done', () => {
    const changed = shortcutsOf({ search: 'CmdOrCtrl+J', toggle_sidebar: null }, 'linux');
    const [anywhere] = shortcutGroups('linux', changed, { ...nothing, hasConversation: false });
    const shown = new Map(anywhere?.shortcuts.map(({ does, keys }) => [does, keys]));
    expect(shown.get('Search')).toBe('Ctrl+J');
    expect(shown.has(actionName('toggle_sidebar'))).toBe(false);
    expect(needsConversation('delete_conversation')).toBe(true);
    expect(shown.has(actionName('delete_conversation'))).toBe(false);
  });

  it('has the keys of what is on show, each once in its place', () => {
    const titles = (view: typeof nothing): readonly string[] =>
      shortcutGroups('linux', usual, view).map(({ title }) => title);
    expect(titles(nothing)).not.toContain('Branches');
    expect(titles({ ...nothing, hasBranches: true })).toContain('Branches');
    expect(titles({ ...nothing, hasColumns: true })).toContain('Answers side by side');
    expect(titles({ ...nothing, hasFind: true })).toContain('Find in conversation');
    expect(titles({ ...nothing, hasList: false })).not.toContain('List of conversations');
    const everything = { ...nothing, hasFind: true, hasBranches: true, hasColumns: true };
    for (const { shortcuts } of shortcutGroups('linux', usual, everything)) {
      expect(new Set(shortcuts.map(({ keys }) => keys)).size).toBe(shortcuts.length);
    }
  });

  it('has the keys that the map is said to have, as they read on this desktop', () => {
    const doc = readFileSync(join(import.meta.dirname, '../../../../docs/branches.md'), 'utf8');
    const [map = ''] = doc.slice(doc.indexOf('## The map')).split('\n## Going on');
    const said = [...map.matchAll(/^\| ([^|]+) \| [^|]/gmu)].map(([, keys = '']) => keys);
    const own = said.filter((keys) => !common.includes(keys) && !keys.includes('Esc'));
    expect(own).toHaveLength(5);
    for (const [platform, place] of [
      ['linux', 0],
      ['mac', 1],
    ] as const) {
      const groups = shortcutGroups(platform, usual, { ...nothing, hasBranches: true });
      const keys = groups.find(({ title }) => title === 'Branches')?.shortcuts ?? [];
      for (const each of own) {
        const [control = '', command = control] = each.replace(')', '').split(' (');
        expect(keys.map((key) => key.keys)).toContain([control, command][place]);
      }
    }
  });
});
