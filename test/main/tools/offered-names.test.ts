import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offeredNames, slugOf, type NamedTool } from '../../../src/main/tools/offered-names.ts';

const tool = (source: string, server: string | null, name: string): NamedTool => ({
  key: `${source}/${name}`,
  name,
  server,
});

describe('the names that models know tools by', () => {
  it.each([
    ['Files', 'Files'],
    ['  My “Server” №1 ', 'My_Server_No1'],
    ['Über-Café', 'Uber-Cafe'],
    ['天気', 'server'],
    ['a-name-that-is-far-too-long', 'a-name-that-is-far-t'],
  ])('%s begins them as %s', (server, slug) => {
    expect(slugOf(server)).toBe(slug);
  });

  it('stay as they are where nothing has to change', () => {
    expect([
      ...offeredNames([
        tool('s', 'Files', 'read_file'),
        tool('time', null, 'current_time'),
      ]).values(),
    ]).toEqual(['Files__read_file', 'current_time']);
  });

  it('tell apart what looks or would be the same', () => {
    const tools = [
      tool('s', 'Files', 'read.file'),
      tool('s', 'Files', 'read_file'),
      tool('t', 'Files', 'read_file'),
      tool('t', 'Files', 'rеad_file'),
      tool('t', 'Files', 'x'.repeat(90)),
    ];
    const names = [...offeredNames(tools).values()];
    expect(new Set(names).size).toBe(5);
    expect(names.every((name) => /^Files__.*_[0-9a-f]{8}$/.test(name))).toBe(true);
  });

  it('fit every server, differ, and do not depend on the order', () => {
    const named = fc.record({
      source: fc.constantFrom('s', 't', 'u'),
      server: fc.constantFrom('Files', 'files', 'Fïles', '天', null),
      name: fc.oneof(
        fc.constantFrom('a', 'a.b', 'a_b', 'a b', 'ä', ''),
        fc.string({ maxLength: 130, unit: 'binary' }),
      ),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(named, { selector: (each) => `${each.source}/${each.name}` }),
        (all) => {
          const tools = all.map(({ source, server, name }) => tool(source, server, name));
          const names = offeredNames(tools);
          expect(names.size).toBe(tools.length);
          expect(new Set(names.values()).size).toBe(tools.length);
          for (const name of names.values()) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
          expect(new Map(offeredNames(tools.toReversed()))).toEqual(names);
        },
      ),
    );
  });
});
