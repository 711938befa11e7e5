/** The environments of LaTeX that are formulas by themselves, without dollars around them. */
const environments = new Set(
  (
    'equation align gather multline flalign alignat eqnarray displaymath aligned alignedat gathered split ' +
    'array matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases rcases drcases CD'
  ).split(' '),
);

/** True for the name of an environment that is a formula, with or without a star. */
export function isEnvironment(name: string): boolean {
  return environments.has(name.replace(/\*$/, ''));
}

const inline = new Set(
  'matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases rcases'.split(' '),
);

/** True for an environment that is set apart from the text; a matrix may stand in a line. */
export function isDisplayEnvironment(name: string): boolean {
  return isEnvironment(name) && !inline.has(name.replace(/\*$/, ''));
}
