/** Longest text that the library is given at once, in characters: about a fifth of a frame's time for each 5,000. */
export const maxUnit = 20_000;

/** Steps of work that reading one such text may take; see `spend`. */
export const maxSteps = 80_000;

/** Steps that reading the definitions and notes of a whole document may take, over as many frames as it needs. */
export const maxApartSteps = 320_000;

/** Longest paragraph whose marks are read, in characters. */
export const maxParagraph = 20_000;

/** Most columns of a table, and most cells that are laid out. */
export const maxColumns = 64;
export const maxCells = 8000;

/** Steps that one task of the window takes before what is left waits for a later frame. */
export const maxTask = 40_000;

/** Time after which a task has no room left however few steps it took, in ms: a slow machine. */
export const maxTaskTime = 24;

/** Steps for each call of the library, and for each element that is drawn and laid out. */
export const readingSteps = 200;
export const elementSteps = 60;

/** Elements of a block of code, and of the frame of a table; a cell costs as much as so many. */
export const codeElements = 16;
export const frameElements = 12;
export const cellElements = 3;

/** Elements that are drawn together; what is larger is drawn in several turns. */
export const sliceElements = 120;

/** Cells of a table from which on its columns keep their widths, and at which they are measured once more. */
export const longTable = 500;
export const longerTable = 1000;

/** Longest document that is begun from its start, in characters; of a longer one the end comes first. */
export const longDocument = 30_000;

/** Text that the splitter reads in one frame, in characters; a short text; how much is read at once. */
export const maxFeed = 20_000;
export const feedPart = 2000;
export const feedStep = 250;
