import { expect, it } from 'vitest';
import {
  logGeometry,
  type ReadingSize,
} from '../../../../src/renderer/features/chat/log/log-geometry.ts';

const usual: ReadingSize = { textSize: 16, lineWidth: 72, density: 'comfortable' };
const viewPx = 1200;

it('is that of the default settings until the settings are known', () => {
  expect(logGeometry(null, viewPx)).toEqual(logGeometry(usual, viewPx));
  expect(logGeometry(null, viewPx).lineHeightPx).toBeCloseTo(25.6);
});

it('follows the density', () => {
  const compact = logGeometry({ ...usual, density: 'compact' }, viewPx);
  const spacious = logGeometry({ ...usual, density: 'spacious' }, viewPx);
  expect(compact.lineHeightPx).toBeCloseTo(23.2);
  expect(spacious.lineHeightPx).toBeCloseTo(28.8);
  expect([compact.turnGapPx, spacious.turnGapPx]).toEqual([16, 36]);
  expect(compact.charactersPerLine).toBe(spacious.charactersPerLine);
});

it('has the same lines in larger text where the column is not cut', () => {
  const large = logGeometry({ ...usual, textSize: 24 }, viewPx);
  expect(large.charactersPerLine).toBeCloseTo(logGeometry(usual, viewPx).charactersPerLine);
  expect(large.lineHeightPx).toBeCloseTo(38.4);
});

it('has shorter lines in a narrow view, but never none', () => {
  const wide = logGeometry({ ...usual, lineWidth: 240 }, viewPx);
  expect(wide.charactersPerLine).toBeCloseTo((viewPx - 48) / (0.481 * 16));
  const narrow = logGeometry(usual, 360);
  expect(narrow.charactersPerLine).toBeLessThan(logGeometry(usual, viewPx).charactersPerLine);
  expect(logGeometry({ ...usual, textSize: 40 }, 60).charactersPerLine).toBe(20);
});
