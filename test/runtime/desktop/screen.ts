import { EventEmitter } from 'node:events';
import { createEvent } from '../events.ts';

/** A point or a corner, in device-independent pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** A display as a test describes it. */
export interface DisplayWish extends Area {
  readonly id: number;
  readonly scaleFactor?: number;
  /** The height of a bar at the top that windows leave free. */
  readonly bar?: number;
}

/** True if the session is Wayland's, which tells no program where its windows or the cursor are. */
export const isWayland = process.env['PARLEY_RUNTIME_WAYLAND'] === '1';

const only: DisplayWish = { id: 1, x: 0, y: 0, width: 1920, height: 1080 };

function displayOf({ id, scaleFactor = 1, bar = 0, ...bounds }: DisplayWish) {
  const workArea = { ...bounds, y: bounds.y + bar, height: bounds.height - bar };
  return {
    id,
    label: `stand-in ${String(id)}`,
    bounds,
    workArea,
    size: { width: bounds.width, height: bounds.height },
    workAreaSize: { width: workArea.width, height: workArea.height },
    scaleFactor,
    rotation: 0,
    internal: id === 1,
  };
}

type Display = ReturnType<typeof displayOf>;

function readWishes(): readonly DisplayWish[] {
  const given = process.env['PARLEY_RUNTIME_DISPLAYS'];
  return given === undefined ? [only] : (JSON.parse(given) as readonly DisplayWish[]);
}

let displays: readonly Display[] = readWishes().map(displayOf);
let cursor: Point = { x: 0, y: 0 };

function primary(): Display {
  const [first] = displays;
  if (first === undefined) throw new Error('There is no display.');
  return first;
}

function shared(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** How far a point is from an area; 0 inside. */
function distance({ x, y }: Point, area: Area): number {
  const dx = Math.max(area.x - x, 0, x - (area.x + area.width));
  const dy = Math.max(area.y - y, 0, y - (area.y + area.height));
  return Math.hypot(dx, dy);
}

function nearest(point: Point): Display {
  return (
    displays.toSorted((a, b) => distance(point, a.bounds) - distance(point, b.bounds))[0] ??
    primary()
  );
}

/** Electron's `screen`: displays side by side, each with its scale, and a cursor that tests move. */
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: (): Display => primary(),
  getAllDisplays: (): Display[] => [...displays],
  getDisplayMatching(area: Area): Display {
    const [best] = displays.toSorted((a, b) => shared(area, b.bounds) - shared(area, a.bounds));
    if (best !== undefined && shared(area, best.bounds) > 0) return best;
    return nearest({ x: area.x + area.width / 2, y: area.y + area.height / 2 });
  },
  getDisplayNearestPoint: nearest,
  getCursorScreenPoint: (): Point => (isWayland ? { x: 0, y: 0 } : cursor),
  /** For tests: the person moves the cursor. */
  moveCursor(to: Point): void {
    cursor = to;
  },
  /** For tests: the person plugs displays in or out, or changes their scale. The first is primary. */
  arrange(wishes: readonly DisplayWish[]): void {
    const before = displays;
    displays = wishes.map(displayOf);
    for (const display of displays) {
      const old = before.find(({ id }) => id === display.id);
      if (old === undefined) screen.emit('display-added', createEvent({}), display);
      else if (JSON.stringify(old) !== JSON.stringify(display)) {
        const changed = ['bounds', 'workArea', 'scaleFactor'] as const;
        const names = changed.filter(
          (name) => JSON.stringify(old[name]) !== JSON.stringify(display[name]),
        );
        screen.emit('display-metrics-changed', createEvent({}), display, names);
      }
    }
    for (const old of before) {
      if (displays.every(({ id }) => id !== old.id))
        screen.emit('display-removed', createEvent({}), old);
    }
  },
});
