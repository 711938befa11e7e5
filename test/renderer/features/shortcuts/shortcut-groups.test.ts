import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shortcutGroups } from '../../../../src/renderer/features/shortcuts/shortcut-groups.ts';
import { actions, shortcutText, type ActionId } from '../../../../src/shared/actions.ts';

/** Keys of the map that every list has, or that the list of shortcuts names otherwise. */
const common = ['↑ ↓, Page Up, Page Down, Home, End', '← →', 'menu key'];

const nothing = { hasBranches: false, hasColumns: false };

describe('the list of shortcuts', () => {
  it('has every shortcut of an action, as it reads on this desktop', () => {
    const ids = Object.keys(actions) as readonly ActionId[];
    for (const platform of ['mac', 'linux'] as const) {
      const [anywhere] = shortcutGroups(platform, nothing);
      const keys = anywhere?.shortcuts.map((each) => each.keys) ?? [];
      for (const id of ids) {
        const text = shortcutText(id, platform);
        if (text !== '') expect(keys).toContain(text);
      }
    }
  });

  it('has the keys of what is on show, each once in its place', () => {
    const titles = (view: typeof nothing): readonly string[] =>
      shortcutGroups('linux', view).map(({ title }) => title);
    expect(titles(nothing)).not.toContain('Branches');
    expect(titles({ hasBranches: true, hasColumns: false })).toContain('Branches');
    expect(titles({ hasBranches: false, hasColumns: true })).toContain('Answers side by side');
    for (const { shortcuts } of shortcutGroups('linux', { hasBranches: true, hasColumns: true })) {
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
      const groups = shortcutGroups(platform, { hasBranches: true, hasColumns: false });
      const keys = groups.find(({ title }) => title === 'Branches')?.shortcuts ?? [];
      for (const each of own) {
        const [control = '', command = control] = each.replace(')', '').split(' (');
        expect(keys.map((key) => key.keys)).toContain([control, command][place]);
      }
    }
  });
});
