/** LaTeX environments that are formulas without surrounding dollars. */
const environments = new Set(
  (
    'equation align gather multline flalign alignat eqnarray displaymath aligned alignedat gathered split ' +
    'array matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases rcases drcases CD'
  ).split(' '),
);

/** True for the name of a formula environment, with or without a star. */
export function isEnvironment(name: string): boolean {
  return environments.has(name.replace(/\*$/, ''));
}

const inline = new Set(
  'matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases rcases'.split(' '),
);

/** True for an environment set as a display. A matrix may be inline. */
export function isDisplayEnvironment(name: string): boolean {
  return isEnvironment(name) && !inline.has(name.replace(/\*$/, ''));
}
