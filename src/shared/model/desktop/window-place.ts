import * as z from 'zod';
import { idSchema } from '../id.ts';
import { readingPositionSchema } from './reading-position.ts';

const whole = z.number().int();

/** A position and size, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A display, as far as windows depend on it. */
export interface DisplayArea {
  readonly id: number;
  readonly scaleFactor: number;
  /** Without taskbars and docks. */
  readonly workArea: Area;
}

/** Where a window was, and on which display. */
export const windowPlaceSchema = z.object({
  x: whole,
  y: whole,
  width: whole.positive(),
  height: whole.positive(),
  maximized: z.boolean(),
  /** The display it was on, with the corner of its work area; absent from an earlier Parley. */
  display: z
    .object({ id: z.number(), scale: z.number().positive(), x: whole, y: whole })
    .optional(),
});
export type WindowPlace = Readonly<z.infer<typeof windowPlaceSchema>>;

/** The most windows of conversations that come back at the next start. */
export const maxWindows = 20;

/** The conversations that have windows of their own. */
export const openWindowsSchema = z
  .array(
    z.object({
      conversationId: idSchema,
      place: windowPlaceSchema.nullable(),
      /** Absent until something was read there. */
      position: readingPositionSchema.optional(),
    }),
  )
  .max(maxWindows);

function overlap(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Moves, and if need be shrinks, an area into a work area. */
function clamped(area: Area, into: Area): Area {
  const width = Math.min(area.width, into.width);
  const height = Math.min(area.height, into.height);
  return {
    x: Math.round(Math.min(Math.max(area.x, into.x), into.x + into.width - width)),
    y: Math.round(Math.min(Math.max(area.y, into.y), into.y + into.height - height)),
    width,
    height,
  };
}

/** The display that shows most of an area; the first, which is the primary one, if none does. */
function nearest(area: Area, displays: readonly DisplayArea[]): DisplayArea | undefined {
  const [first] = displays;
  return displays.reduce(
    (best, each) =>
      best !== undefined && overlap(area, each.workArea) <= overlap(area, best.workArea)
        ? best
        : each,
    first,
  );
}

/**
 * Where a window goes that was at `place`: the same spot of the same display, wherever that display
 * is now, and within its work area. If the display is gone, within the one that is nearest.
 */
export function restoredArea(place: WindowPlace, displays: readonly DisplayArea[]): Area {
  const { x, y, width, height, display } = place;
  const here = { x, y, width, height };
  const own = displays.find(({ id }) => id === display?.id);
  if (own === undefined || display === undefined) {
    const other = nearest(here, displays);
    return other === undefined ? here : clamped(here, other.workArea);
  }
  // The same physical spot, if the display has another scale now.
  const ratio = display.scale / own.scaleFactor;
  const { workArea } = own;
  const moved = {
    ...here,
    x: workArea.x + (x - display.x) * ratio,
    y: workArea.y + (y - display.y) * ratio,
  };
  return clamped(moved, workArea);
}

/** A place together with the display it is on. */
export function placeOn(
  area: Area,
  maximized: boolean,
  { id, scaleFactor, workArea }: DisplayArea,
): WindowPlace {
  const { x, y, width, height } = area;
  const display = { id, scale: scaleFactor, x: workArea.x, y: workArea.y };
  return { x, y, width, height, maximized, display };
}
