import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  actions,
  actionsIn,
  defaultAccelerator,
  type ActionId,
  type ActionMenu,
  type Platform,
} from '../../src/shared/actions.ts';

const ids = Object.keys(actions) as readonly ActionId[];

describe('shortcuts', () => {
  it('are in the README, and no others', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const written = [...readme.matchAll(/^\| Ctrl\/Cmd\+(\S+) \|/gmu)].map(([, keys]) => keys);
    const defined = ids
      .map((id) => defaultAccelerator(id))
      .filter((keys) => keys !== null)
      .map((keys) => keys.replace('CmdOrCtrl+', ''));
    expect(new Set(written)).toEqual(new Set(defined));
    expect(written).toHaveLength(defined.length);
    expect(new Set(defined).size).toBe(defined.length);
  });
});

describe('menus', () => {
  const menus: readonly ActionMenu[] = ['application', 'file', 'edit', 'view', 'help'];
  const all = (platform: Platform): readonly ActionId[] =>
    menus.flatMap((menu) => actionsIn(menu, platform).flat());

  it('hold each action once, wherever the system wants it', () => {
    const placed = ids.filter((id) => actions[id].menu !== null);
    expect(all('linux').toSorted()).toEqual(placed.toSorted());
    expect(all('mac').toSorted()).toEqual(placed.toSorted());
  });

  it('have what belongs together in a group', () => {
    expect(actionsIn('file', 'windows')).toEqual([
      ['new_conversation', 'new_temporary', 'quick_ask', 'open_window', 'open_settings'],
      ['copy_link', 'save_as_pdf', 'print'],
      ['delete_conversation'],
    ]);
    expect(actionsIn('edit', 'linux')).toEqual([
      ['undo', 'redo'],
      ['search', 'find_in_conversation', 'quote_selection'],
    ]);
    expect(actionsIn('help', 'windows')).toEqual([['keyboard_shortcuts', 'about']]);
    expect(actionsIn('application', 'windows')).toEqual([]);
    expect(actionsIn('application', 'mac')).toEqual([['about'], ['open_settings']]);
    expect(actionsIn('file', 'mac')).toEqual([
      ['new_conversation', 'new_temporary', 'quick_ask', 'open_window'],
      ['copy_link', 'save_as_pdf', 'print'],
      ['delete_conversation'],
    ]);
  });
});
