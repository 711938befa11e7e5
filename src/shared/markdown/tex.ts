/** Length limit of a formula, in characters. Setting 4,000 takes about one frame. */
export const maxTex = 4000;

/**
 * Length limit of a formula that defines commands, because their definitions are expanded at each
 * use.
 */
const maxDefining = 500;

/** Macro expansion limit, in general and for a formula that defines commands. */
const maxExpand = 500;
const maxDefinedExpand = 100;

const defining =
  /\\(?:[gex]?def|let|futurelet|global|(?:re)?newcommand|providecommand|newenvironment)(?![A-Za-z])/;

/** Options for Temml. It rejects unknown commands, and neither fetches nor links anything. */
export interface TexOptions {
  readonly displayMode: boolean;
  readonly throwOnError: true;
  readonly trust: false;
  readonly maxExpand: number;
  readonly maxSize: [number, number];
}

/** A formula ready for Temml. */
export interface SettableTex {
  readonly tex: string;
  readonly options: TexOptions;
}

/**
 * Prepares a formula, or returns null if it stays as written. A percent sign is literal; in TeX it
 * would comment out the rest of its line.
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
