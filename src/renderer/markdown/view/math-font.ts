import fontUrl from '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff?url';

let loading: Promise<unknown> | null = null;

/**
 * Loads the font of formulas, once. Fonts without an OpenType MATH table, which are all that some
 * systems have, leave an integral as small as the letters beside it. Without the file, the system's
 * fonts have to do.
 */
export function loadMathFont(): Promise<unknown> {
  if (loading === null) {
    const face = new FontFace('Parley Math', `url(${JSON.stringify(fontUrl)}) format('woff')`);
    document.fonts.add(face);
    loading = Promise.allSettled([face.load()]);
  }
  return loading;
}
