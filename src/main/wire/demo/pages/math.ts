/** The answer to `/math`. Backslashes are doubled because this is a template string. */
export const mathPage = `## Formulas

Models write formulas in TeX, between dollar signs. One may stand in a line, such as $a^2 + b^2 = c^2$, or on its own:

$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$

A sum, and what it comes to:

$$
\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}
$$

A matrix that turns the plane by the angle $\\theta$:

$$
R(\\theta) = \\begin{pmatrix} \\cos\\theta & -\\sin\\theta \\\\ \\sin\\theta & \\cos\\theta \\end{pmatrix}
$$

Prices are not formulas: a coffee for $3 and a cake for $4 stay as they are.
`;
