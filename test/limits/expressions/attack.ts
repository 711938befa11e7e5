/** An input of any length, whose repeated parts make the expression work. */
export interface Attack {
  readonly pumps: readonly { readonly prefix: string; readonly pump: string }[];
  readonly suffix: string;
}

/** The attack with about this many UTF-16 code units. */
export function textOfLength(attack: Attack, length: number): string {
  const once = attack.pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  return textOf(attack, Math.max(1, Math.floor(length / Math.max(1, once))));
}

/** The attack with its pumps repeated this often. */
export function textOf({ pumps, suffix }: Attack, times: number): string {
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
}

/** At least one of these characters is in every common character class. */
const usual = ['a', 'A', '0', ' ', '\n', '\t', '_', '!', 'é'];
const maxAtoms = 16;

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/**
 * Attacks built from the expression itself: each of its characters and words, alone and in pairs,
 * after each of its first words. For expressions that recheck does not finish.
 */
export function ownAttacks(source: string): readonly Attack[] {
  // Class escapes and their contents are not words.
  const plain = source.replaceAll(/\\[bBdDsSwWnrtpP](?:\{[^}]*\})?|\(\?[<=!:]+/g, ' ');
  const words = unique(plain.match(/[A-Za-z]{2,}|<\/?[a-z]+/g) ?? []).slice(0, 3);
  const characters = unique(plain.match(/[^\s\w]|[A-Za-z\d]/g) ?? []);
  const atoms = unique([...characters.slice(0, maxAtoms), ...usual, ...words]);
  const pumps = unique([...atoms, ...atoms.flatMap((one) => atoms.map((two) => one + two))]);
  const prefixes = ['', ...words, ...characters.filter((each) => /\W/.test(each)).slice(0, 3)];
  return prefixes.flatMap((prefix) =>
    pumps.map((pump) => ({ pumps: [{ prefix, pump }], suffix: '\n!' })),
  );
}
