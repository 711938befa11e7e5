import { expect, test } from 'vitest';
import {
  trayItems,
  type TrayFacts,
  type TrayItem,
} from '../../../../src/main/desktop/tray/tray-items.ts';
import { createTray } from '../../../../src/main/desktop/tray/tray.ts';
import type { ConversationHead } from '../../../../src/shared/model/conversation.ts';

function head(id: string, minute: number, more: Partial<ConversationHead> = {}): ConversationHead {
  const updatedAt = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return {
    id,
    title: `Title ${id}`,
    titledBy: 'person',
    createdAt: updatedAt,
    updatedAt,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: null,
    ...more,
  };
}

const idsIn = (items: readonly TrayItem[]): readonly string[] =>
  items.map((item) => (item.kind === 'conversation' ? item.id : item.kind));

test('the menu has the three conversations that changed last, and none that should not be seen', () => {
  const heads = [
    head('a', 1),
    head('b', 9),
    head('c', 5),
    head('archived', 20, { archived: true }),
    head('temporary', 21, { temporary: true }),
    head('d', 7),
  ];
  expect(idsIn(trayItems({ heads, streaming: ['c', 'a'] }))).toEqual([
    'quick',
    'new',
    'separator',
    'b',
    'd',
    'c',
    'separator',
    'growing',
    'separator',
    'show',
    'quit',
  ]);
  const grows = trayItems({ heads, streaming: ['c', 'a'] }).filter(
    (item) => item.kind === 'conversation' && item.grows,
  );
  expect(idsIn(grows)).toEqual(['c']);
  expect(idsIn(trayItems({ heads: [], streaming: [] }))).toEqual([
    'quick',
    'new',
    'separator',
    'show',
    'quit',
  ]);
});

function rig() {
  const log: string[] = [];
  let facts: TrayFacts = { heads: [head('a', 1)], streaming: [] };
  let host = true;
  const timers = new Set<() => void>();
  const tray = createTray({
    hasHost: async () => host,
    facts: () => facts,
    after(_ms, callback) {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
    open() {
      log.push('open');
      return {
        set: (items, isBusy) => log.push(`${idsIn(items).length} ${isBusy ? 'busy' : 'calm'}`),
        remove: () => log.push('remove'),
      };
    },
  });
  return {
    tray,
    log,
    timers,
    set: (next: TrayFacts) => (facts = next),
    setHost: (next: boolean) => (host = next),
    pass: () => {
      const due = [...timers];
      timers.clear();
      for (const callback of due) callback();
    },
  };
}

test('changes are gathered, and the same menu is not sent twice', async () => {
  const { tray, log, timers, set, pass } = rig();
  tray.changed();
  expect(timers.size).toBe(0);
  await tray.choose('icon');
  expect(log).toEqual(['open', '7 calm']);
  for (let index = 0; index < 100; index += 1) tray.changed();
  expect(timers.size).toBe(1);
  pass();
  expect(log).toHaveLength(2);
  // Its words have changed.
  tray.relabel();
  expect(log).toEqual(['open', '7 calm', '7 calm']);
  set({ heads: [head('a', 1)], streaming: ['a'] });
  tray.changed();
  pass();
  expect(log.at(-1)).toBe('9 busy');
  tray.changed();
  await tray.choose('off');
  expect(timers.size).toBe(0);
  expect(log.at(-1)).toBe('remove');
  expect(await tray.state()).toBe('off');
});

test('Parley goes on without windows only where the icon is seen', async () => {
  const { tray, setHost } = rig();
  await tray.choose('icon');
  expect(await tray.state()).toBe('shown');
  expect(await tray.keepsOpen()).toBe(false);
  await tray.choose('background');
  expect(await tray.keepsOpen()).toBe(true);
  setHost(false);
  expect(await tray.state()).toBe('no_host');
  expect(await tray.keepsOpen()).toBe(false);
  setHost(true);
  tray.end();
  expect(await tray.keepsOpen()).toBe(false);
});
