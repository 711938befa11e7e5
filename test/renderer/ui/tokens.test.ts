import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, over, parseOklch, type Color } from './oklch.ts';

const css = readFileSync(new URL('../../../src/renderer/ui/tokens.css', import.meta.url), 'utf8');
const [usual = '', more = ''] =
  css.split('@media (forced-colors')[0]?.split('@media (prefers-contrast: more)') ?? [];

type Scheme = 'light' | 'dark';

function colours(text: string, scheme: Scheme): ReadonlyMap<string, Color> {
  const pairs = text.matchAll(
    /--color-([\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);/gu,
  );
  return new Map(
    [...pairs].map(([, name = '', light = '', dark = '']) => [
      name,
      parseOklch(scheme === 'light' ? light : dark),
    ]),
  );
}

const grounds = ['background', 'surface', 'surface-raised', 'surface-sunken'];
const texts = ['text', 'text-quiet', 'accent', 'danger', 'warning', 'success'];

/**
 * The colour pairs in use, besides every text on every background: text, background, minimum
 * contrast.
 */
const pairs: readonly (readonly [string, string, number])[] = [
  ['accent-text', 'accent', 4.5],
  ['accent-text', 'accent-hover', 4.5],
  ['danger-text', 'danger', 4.5],
  ['danger-text', 'danger-hover', 4.5],
  ['text', 'selection', 4.5],
  ['text-quiet', 'selection', 4.5],
  ['text', 'danger-soft', 4.5],
  ['danger', 'danger-soft', 4.5],
  ['text-quiet', 'danger-soft', 4.5],
  ['text', 'warning-soft', 4.5],
  ['warning', 'warning-soft', 4.5],
  ['text-quiet', 'warning-soft', 4.5],
  // A tooltip swaps the two.
  ['background', 'text', 4.5],
  ['border-control', 'background', 3],
  ['border-control', 'surface-raised', 3],
  ['accent', 'selection', 3],
  ['text', 'mark', 4.5],
  ['text', 'mark-now', 4.5],
];

describe.each(['light', 'dark'] as const)('colours, %s', (scheme) => {
  describe.each([
    ['usual contrast', usual, ''],
    ['more contrast', usual, more],
  ])('%s', (_name, base, extra) => {
    const all = new Map([...colours(base, scheme), ...colours(extra, scheme)]);
    const get = (name: string): Color => {
      const colour = all.get(name);
      if (colour === undefined) throw new Error(`No colour --color-${name}`);
      return colour;
    };

    it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))(
      '%s on %s reads, also hovered and pressed',
      (text, ground) => {
        expect(contrast(get(text), get(ground))).toBeGreaterThanOrEqual(4.5);
        for (const state of ['hover', 'pressed']) {
          expect(contrast(get(text), over(get(state), get(ground)))).toBeGreaterThanOrEqual(4.5);
        }
      },
    );

    it.each(pairs)('%s on %s has at least %d', (text, ground, least) => {
      expect(contrast(get(text), get(ground))).toBeGreaterThanOrEqual(least);
    });
  });
});

it('measures as the standard does', () => {
  const white = parseOklch('oklch(1 0 0)');
  expect(contrast(white, parseOklch('oklch(0 0 0)'))).toBeCloseTo(21, 1);
  // #767676 on white is the well-known 4.54.
  expect(contrast(white, parseOklch('oklch(0.566 0 0)'))).toBeCloseTo(4.54, 1);
});
