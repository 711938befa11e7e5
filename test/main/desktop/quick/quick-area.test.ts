import { expect, test } from 'vitest';
import { quickArea, withPlace } from '../../../../src/main/desktop/quick/quick-area.ts';

const left = { id: 1, scaleFactor: 1, workArea: { x: 0, y: 24, width: 1920, height: 1056 } };
const right = { id: 2, scaleFactor: 1.5, workArea: { x: 1920, y: 0, width: 1280, height: 720 } };

test.each([
  [
    { x: 1440, y: 30, width: 2560, height: 1410 },
    { x: 2400, y: 302, width: 640, height: 440 },
  ],
  [
    { x: -800, y: 0, width: 600, height: 400 },
    { x: -800, y: 0, width: 600, height: 400 },
  ],
])('it is within the work area of the display: %j', (workArea, area) => {
  expect(quickArea({ ...left, workArea }, [])).toEqual(area);
});

test('it goes to the middle of a display, or to where it was moved there', () => {
  expect(quickArea(right, [])).toEqual({ x: 2240, y: 78, width: 640, height: 440 });
  const places = withPlace([], right, { x: 2500, y: 200 });
  expect(quickArea(right, places)).toMatchObject({ x: 2500, y: 200 });
  expect(quickArea(left, places)).toMatchObject({ x: 640 });
  // The same display, moved, and then with another scale.
  const moved = { ...right, workArea: { ...right.workArea, x: -1280 } };
  expect(quickArea(moved, places)).toMatchObject({ x: -700, y: 200 });
  expect(quickArea({ ...right, scaleFactor: 1 }, places)).toMatchObject({ x: 2240 });
});

test('it is wholly within the work area, however small that has become', () => {
  const places = withPlace([], left, { x: 1900, y: -50 });
  expect(quickArea(left, places)).toMatchObject({ x: 1280, y: 24 });
  const small = { ...left, workArea: { x: 0, y: 0, width: 500, height: 300 } };
  expect(quickArea(small, places)).toEqual({ x: 0, y: 0, width: 500, height: 300 });
});

test('one place a display is remembered, of ten displays', () => {
  let places = withPlace([], left, { x: 10, y: 40 });
  places = withPlace(places, left, { x: 20, y: 50 });
  expect(places).toEqual([{ display: 1, scale: 1, x: 20, y: 26 }]);
  for (let id = 2; id < 20; id += 1) places = withPlace(places, { ...left, id }, { x: id, y: 40 });
  expect(places.map(({ display }) => display)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});
