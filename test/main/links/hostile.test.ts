import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Arrival } from '../../../src/shared/model/arrival/arrival.ts';
import { visibleText } from '../../../src/shared/visible-text.ts';
import { readCommandLine } from '../../../src/main/links/command-line.ts';
import { parseLink } from '../../../src/main/links/parse-link.ts';
import { createRouter, type RouterPorts } from '../../../src/main/links/router.ts';
import { hostileArguments, hostileLinks } from './hostile.ts';

const there = '11111111-2222-4333-8444-555555555555';

/** A parser and router whose every effect is recorded. */
function setUp() {
  const effects: (keyof RouterPorts)[] = [];
  const arrivals: Arrival[] = [];
  const errors: unknown[] = [];
  const route = createRouter(
    {
      messagesOf(id) {
        effects.push('messagesOf');
        return Promise.resolve(id === there ? new Set() : null);
      },
      modelNamed() {
        effects.push('modelNamed');
        return Promise.resolve(null);
      },
      nameFiles(paths) {
        effects.push('nameFiles');
        return paths.map((_path, at) => String(at));
      },
      deliver(arrival) {
        effects.push('deliver');
        arrivals.push(arrival);
      },
    },
    (error) => void errors.push(error),
  );
  return { effects, arrivals, errors, route };
}

/** Everything of an arrival that a person will read. */
function textsOf(arrival: Arrival): readonly string[] {
  switch (arrival.kind) {
    case 'search':
      return [arrival.query];
    case 'fill':
    case 'send': {
      const { text, model } = arrival.filling;
      return [text, ...(model?.kind === 'unknown' ? [model.name] : [])];
    }
    case 'conversation':
    case 'no_conversation':
    case 'settings':
      return [];
  }
}

describe('10,000 hostile', () => {
  it('links open, search or fill, and do nothing else', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    const { effects, arrivals, errors, route } = setUp();
    let understood = 0;
    for (const link of fc.sample(hostileLinks, { numRuns: 10_000, seed: 16 })) {
      const wish = parseLink(link);
      if (wish === null) continue;
      understood += 1;
      await route(wish);
    }
    // Enough of them come close to be worth something.
    expect(understood).toBeGreaterThan(500);
    expect(errors).toEqual([]);
    expect(arrivals).toHaveLength(understood);
    expect(effects).not.toContain('nameFiles');
    for (const arrival of arrivals) {
      expect(arrival.kind).not.toBe('send');
      if (arrival.kind === 'fill') {
        expect(arrival.filling).toMatchObject({ from: 'link', files: [] });
      }
      for (const text of textsOf(arrival)) expect(visibleText(text)).toBe(text);
    }
    expect(fetching).not.toHaveBeenCalled();
    fetching.mockRestore();
  });

  it('command lines with a link in them come to the first link at most, and send nothing', async () => {
    const { effects, arrivals, errors, route } = setUp();
    let understood = 0;
    for (const args of fc.sample(hostileArguments, { numRuns: 10_000, seed: 16 })) {
      const read = readCommandLine({ args, cwd: '/tmp', piped: 'piped in' });
      expect(read.kind).not.toBe('misused');
      if (read.kind !== 'wish') continue;
      understood += 1;
      if (read.wish.kind === 'share' || read.wish.kind === 'quick') {
        throw new Error(`A command line with a link asks for more: ${JSON.stringify(args)}`);
      }
      await route(read.wish);
    }
    expect(understood).toBeGreaterThan(500);
    expect(errors).toEqual([]);
    expect(arrivals).toHaveLength(understood);
    expect(effects).not.toContain('nameFiles');
    expect(arrivals.map(({ kind }) => kind)).not.toContain('send');
    expect(JSON.stringify(arrivals)).not.toContain('piped in');
  });

  it('command lines without one never send by accident', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom('--inspect=0', '--send', '--', '-x', '--renderer-cmd-prefix=calc', 'open'),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('../../x', '/etc/passwd', 'file:///etc/passwd', 'file://evil/x', 'a\0b'),
      ),
      { maxLength: 6 },
    );
    for (const args of fc.sample(words, { numRuns: 10_000, seed: 16 })) {
      const read = readCommandLine({ args, cwd: '/tmp', piped: null });
      const isSent = read.kind === 'wish' && read.wish.kind === 'share' && read.wish.send;
      if (isSent) expect(args.slice(0, 1)).toEqual(['open']);
      if (read.kind === 'wish' && read.wish.kind === 'share') {
        for (const path of read.wish.paths) expect(path).toMatch(/^\/[^\0]*$/u);
      }
    }
  });
});
