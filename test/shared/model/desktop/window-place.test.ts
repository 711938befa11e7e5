import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  placeOn,
  restoredArea,
  type Area,
  type DisplayArea,
} from '../../../../src/shared/model/desktop/window-place.ts';

const display = (id: number, workArea: Area, scaleFactor = 1): DisplayArea => ({
  id,
  scaleFactor,
  workArea,
});
const laptop = display(1, { x: 0, y: 24, width: 1440, height: 876 }, 2);
const desk = display(2, { x: 1440, y: 0, width: 2560, height: 1440 });
const area = { x: 1700, y: 200, width: 800, height: 600 };

test('a window comes back to the same spot of its display, also where that display has moved', () => {
  const place = placeOn(area, false, desk);
  expect(restoredArea(place, [laptop, desk])).toEqual(area);
  const left = display(2, { ...desk.workArea, x: -2560 });
  expect(restoredArea(place, [laptop, left])).toEqual({ ...area, x: 1700 - 1440 - 2560 });
  // At twice the scale, the same physical spot has half the number.
  const dense = display(2, { ...desk.workArea, width: 1280, height: 720 }, 2);
  expect(restoredArea(place, [laptop, dense])).toEqual({ ...area, x: 1440 + 130, y: 100 });
});

test('without its display, a window goes wholly onto the nearest one', () => {
  expect(restoredArea(placeOn(area, false, desk), [laptop])).toEqual({
    x: 640,
    y: 200,
    width: 800,
    height: 600,
  });
  const old = { ...area, maximized: false };
  expect(restoredArea(old, [laptop, desk])).toEqual(area);
});

test('whatever was saved, a window is within a work area', () => {
  const whole = fc.integer({ min: -20_000, max: 20_000 });
  const size = fc.integer({ min: 1, max: 20_000 });
  const areas = fc.record({ x: whole, y: whole, width: size, height: size });
  const scale = fc.constantFrom(1, 1.25, 1.5, 2);
  const displays = fc.array(fc.record({ id: fc.nat(3), scaleFactor: scale, workArea: areas }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(areas, displays, fc.nat(3), scale, (saved, now, id, scaleFactor) => {
      const place = placeOn(saved, false, { id, scaleFactor, workArea: saved });
      const found = restoredArea(place, now);
      const isWithin = now.some(
        ({ workArea }) =>
          found.x >= workArea.x &&
          found.y >= workArea.y &&
          found.x + found.width <= workArea.x + workArea.width &&
          found.y + found.height <= workArea.y + workArea.height,
      );
      expect(isWithin).toBe(true);
    }),
    { numRuns: 200 },
  );
});
