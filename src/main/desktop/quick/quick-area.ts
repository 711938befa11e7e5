import type { QuickPlace } from '../../../shared/model/desktop/quick-place.ts';
import type { Area, DisplayArea } from '../../../shared/model/desktop/window-place.ts';

/** The size of the quick window, in device-independent pixels. */
export const quickSize = { width: 640, height: 440 } as const;

/** How much of the free height is above the window. */
const above = 0.28;

/** The number of displays whose places are remembered. */
const maxPlaces = 10;

function isOn(place: QuickPlace, { id, scaleFactor }: DisplayArea): boolean {
  return place.display === id && place.scale === scaleFactor;
}

/**
 * Where the quick window goes on a display: where the person has moved it there, or else in the
 * middle, a little above. Wholly within the work area.
 */
export function quickArea(display: DisplayArea, places: readonly QuickPlace[]): Area {
  const { workArea } = display;
  const width = Math.min(quickSize.width, workArea.width);
  const height = Math.min(quickSize.height, workArea.height);
  const free = { x: workArea.width - width, y: workArea.height - height };
  const place = places.find((each) => isOn(each, display));
  const offset = place ?? { x: Math.round(free.x / 2), y: Math.round(free.y * above) };
  return {
    x: workArea.x + Math.min(Math.max(offset.x, 0), free.x),
    y: workArea.y + Math.min(Math.max(offset.y, 0), free.y),
    width,
    height,
  };
}

/** The places with the one that the window has now on a display; the latest is the last. */
export function withPlace(
  places: readonly QuickPlace[],
  display: DisplayArea,
  { x, y }: Pick<Area, 'x' | 'y'>,
): QuickPlace[] {
  const place = {
    display: display.id,
    scale: display.scaleFactor,
    x: x - display.workArea.x,
    y: y - display.workArea.y,
  };
  return [...places.filter((each) => !isOn(each, display)), place].slice(-maxPlaces);
}
