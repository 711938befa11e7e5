import * as z from 'zod';
import { idSchema } from '../id.ts';
import { quickPlaceSchema } from './quick-place.ts';
import { shownPlaceSchema } from './reading-position.ts';
import { openWindowsSchema, windowPlaceSchema } from './window-place.ts';

/** The settings that keep where windows are, and what they show. Only main reads and writes them. */
export const placesShape = {
  /** The main window's position; null until it is first closed or moved. */
  windowPlace: windowPlaceSchema.nullable().default(null),
  /** The conversation that the main window showed last; null for a new one. */
  lastShown: shownPlaceSchema.nullable().default(null),
  /** The windows of single conversations that are open, or were at the end. */
  windows: openWindowsSchema.default([]),
  /** Where the person has moved the quick window, by display. */
  quickPlaces: z.array(quickPlaceSchema).max(10).default([]),
  /** The conversation that the quick window showed last; null for none. */
  lastQuick: idSchema.nullable().default(null),
};
