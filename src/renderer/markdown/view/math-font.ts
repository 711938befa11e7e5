import fontUrl from '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff?url';

let loading: Promise<unknown> | null = null;

async function load(): Promise<void> {
  const face = new FontFace('Parley Math', `url(${JSON.stringify(fontUrl)}) format('woff')`);
  await face.load();
  // The browser lays the whole window out anew when a font is added, and again when one that was
  // added arrives.
  document.fonts.add(face);
}

/**
 * Loads the font of formulas, once. Fonts without an OpenType MATH table, which are all that some
 * systems have, leave an integral as small as the letters beside it. Without the file, the system's
 * fonts have to do.
 */
export function loadMathFont(): Promise<unknown> {
  loading ??= Promise.allSettled([load()]);
  return loading;
}
