import { expect, test, vi } from 'vitest';
import { listTools } from '../../../src/main/terminal/tools-command.ts';
import type { ToolsView } from '../../../src/shared/model/tools.ts';

/** The view of a server in this state. */
function viewOf(kind: 'starting' | 'ready'): ToolsView {
  const source = {
    id: 'notes',
    kind: 'server' as const,
    name: 'Notes',
    state: kind === 'starting' ? { kind } : { kind, version: '1' },
    tools: [],
    allowsReadOnly: false,
  };
  return {
    sources: [source],
    servers: [],
    secrets: {},
    permissions: [],
    search: { engine: null, url: '', keys: [], allowedHosts: [] },
  } as unknown as ToolsView;
}

/** Lists the tools of a server that starts after so many looks; each look takes `lookMs`. */
async function listed(startsAfter: number, lookMs: number) {
  let now = 0;
  let looks = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const words = await listTools({
    toolCommands: () =>
      Promise.resolve({
        'tools.view': () => {
          looks += 1;
          now += lookMs;
          return Promise.resolve(viewOf(looks > startsAfter ? 'ready' : 'starting'));
        },
      }),
    tools: () => ({ on: [], off: [] }),
  });
  clock.mockRestore();
  return { words, looks };
}

test('a server that does not get ready is listed as starting after twenty seconds', async () => {
  const { words, looks } = await listed(Number.POSITIVE_INFINITY, 5001);
  expect(looks).toBe(4);
  expect(words).toMatch(/Notes: starting/i);
});

test('one that gets ready in time is listed with its tools', async () => {
  const { words, looks } = await listed(2, 1000);
  expect(looks).toBe(3);
  expect(words).not.toMatch(/starting/i);
});
