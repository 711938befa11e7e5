/** Longest formula that is set, in characters; setting 4,000 takes about a frame. */
export const maxTex = 4000;

/** Longest formula that may define commands: what they stand for is read again each time. */
const maxDefining = 500;

/** Most commands that are put in the place of others, and in a formula that defines some itself. */
const maxExpand = 500;
const maxDefinedExpand = 100;

const defining =
  /\\(?:[gex]?def|let|futurelet|global|(?:re)?newcommand|providecommand|newenvironment)(?![A-Za-z])/;

/** How Temml sets a formula. What it does not know, it refuses; it fetches and links nothing. */
export interface TexOptions {
  readonly displayMode: boolean;
  readonly throwOnError: true;
  readonly trust: false;
  readonly maxExpand: number;
  readonly maxSize: [number, number];
}

/** A formula as it is handed to Temml. */
export interface SettableTex {
  readonly tex: string;
  readonly options: TexOptions;
}

/**
 * What is set of a formula, or null for one that stays as it was written. A percent sign is a percent sign:
 * as TeX reads it, it would take the rest of its line away.
 */
export function settable(tex: string, displayMode: boolean): SettableTex | null {
  const defines = defining.test(tex);
  if (tex.length > (defines ? maxDefining : maxTex)) return null;
  return {
    tex: tex.replaceAll(/\\[^]|%/g, (part) => (part === '%' ? String.raw`\%` : part)),
    options: {
      displayMode,
      throwOnError: true,
      trust: false,
      maxExpand: defines ? maxDefinedExpand : maxExpand,
      maxSize: [20, 20],
    },
  };
}
