/** Longest text that the library is given at once, in characters: about a fifth of a frame's time for each 5,000. */
export const maxUnit = 20_000;

/** Steps of work that reading one such text may take; see `spend`. */
export const maxSteps = 80_000;

/** Longest paragraph whose marks are read, in characters. */
export const maxParagraph = 20_000;

/** Most columns of a table, and most cells that are laid out. */
export const maxColumns = 64;
export const maxCells = 8000;

/** Steps that one task of the window takes before what is left waits for a later frame. */
export const maxTask = 40_000;

/** Longest document that is begun from its start, in characters; of a longer one the end comes first. */
export const longDocument = 30_000;

/** Text that the splitter reads in one frame, in characters, and how much of it at once. */
export const maxFeed = 50_000;
export const feedPart = 2000;
