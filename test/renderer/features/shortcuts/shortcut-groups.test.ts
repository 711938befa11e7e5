import { describe, expect, it } from 'vitest';
import { shortcutGroups } from '../../../../src/renderer/features/shortcuts/shortcut-groups.ts';
import { actions, shortcutText, type ActionId } from '../../../../src/shared/actions.ts';

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
});
