import { withoutIsolates } from '../../../../shared/language/isolate.ts';
import { t } from '../../../../shared/language/translate.ts';

/** Backslashes are doubled because these are strings. */
const formulas = {
  triangle: '$a^2 + b^2 = c^2$',
  angle: '$\\theta$',
  roots: `$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$`,
  sum: `$$
\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}
$$`,
  matrix: `$$
R(\\theta) = \\begin{pmatrix} \\cos\\theta & -\\sin\\theta \\\\ \\sin\\theta & \\cos\\theta \\end{pmatrix}
$$`,
} as const;

/** The answer to `/math`. */
export function mathPage(): string {
  return withoutIsolates(t('demo.math', formulas));
}
