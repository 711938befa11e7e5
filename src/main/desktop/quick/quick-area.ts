import type { Area } from '../../../shared/model/desktop/window-place.ts';

/** The size of the quick window, in device-independent pixels. */
export const quickSize = { width: 640, height: 440 } as const;

/** How much of the free height is above the window. */
const above = 0.28;

/** Where the quick window goes on a display with this work area; wholly within it. */
export function quickArea(workArea: Area): Area {
  const width = Math.min(quickSize.width, workArea.width);
  const height = Math.min(quickSize.height, workArea.height);
  return {
    x: Math.round(workArea.x + (workArea.width - width) / 2),
    y: Math.round(workArea.y + (workArea.height - height) * above),
    width,
    height,
  };
}
