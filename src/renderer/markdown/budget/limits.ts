/**
 * Length limit of a text given to the library at once, in characters. Each 5,000 take about a fifth
 * of a frame.
 */
export const maxUnit = 20_000;

/** Step limit for reading one such text; see `spend`. */
export const maxSteps = 80_000;

/**
 * Step limit for reading the definitions and footnotes of a whole document, over as many frames as
 * it takes.
 */
export const maxApartSteps = 320_000;

/** Length limit of a paragraph whose marks are read, in characters. */
export const maxParagraph = 20_000;

/** Limits of a table: columns, and cells that are laid out. */
export const maxColumns = 64;
export const maxCells = 8000;

/** Step limit of one task of the window. The rest waits for a later frame. */
export const maxTask = 60_000;

/** Time limit of a task, for slow machines that take few steps (ms). */
export const maxTaskTime = 24;

/**
 * Limits of a task in a burst. Each task ends with a layout and a screen of pixels, and nobody reads
 * text that comes by the screenful.
 */
export const maxBurstTask = 120_000;
export const maxBurstTime = 36;

/** Text that makes a burst while it waits to be read, in characters: more than one task reads. */
export const burstLength = 5000;

/** Steps per call of the library, and per element that is rendered and laid out. */
export const readingSteps = 200;
export const elementSteps = 60;

/** Element cost of a code block, of a table's frame, and of a cell. */
export const codeElements = 16;
export const frameElements = 12;
export const cellElements = 3;

/** Number of elements rendered together. Larger content takes several turns. */
export const sliceElements = 120;

/**
 * Number of cells from which a table keeps its column widths, and at which they are measured once
 * more.
 */
export const longTable = 500;
export const longerTable = 1000;

/**
 * Length up to which a document is rendered from its start, in characters. A longer one starts with
 * its end.
 */
export const longDocument = 30_000;

/**
 * For the splitter, in characters: the text read per frame, a short text, and the text read at
 * once.
 */
export const maxFeed = 20_000;
export const feedPart = 2000;
export const feedStep = 250;
