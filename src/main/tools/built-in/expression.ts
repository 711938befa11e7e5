/** The longest expression, in UTF-16 code units. */
const longestExpression = 2000;
const deepest = 100;

/** Tells the model why an expression has no value. */
export class ExpressionError extends Error {}

const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
  ['tau', 2 * Math.PI],
]);

function factorial(value: number): number {
  if (!Number.isInteger(value) || value < 0) {
    throw new ExpressionError('A factorial needs a whole number from 0 on.');
  }
  let result = 1;
  for (let factor = 2; factor <= value && Number.isFinite(result); factor += 1) result *= factor;
  return result;
}

function gcd(a: number, b: number): number {
  let [left, right] = [Math.abs(a), Math.abs(b)];
  while (right > 0) [left, right] = [right, left % right];
  return left;
}

type Fn = readonly [fewest: number, most: number, of: (...values: number[]) => number];
const one = (of: (value: number) => number): Fn => [1, 1, of];
const functions: ReadonlyMap<string, Fn> = new Map([
  ...(
    ['abs', 'ceil', 'floor', 'sqrt', 'cbrt', 'exp', 'sin', 'cos', 'tan', 'asin', 'acos'] as const
  ).map((name): [string, Fn] => [name, one((value) => Math[name](value))]),
  ...(['atan', 'sinh', 'cosh', 'tanh', 'log2', 'log10', 'trunc', 'sign'] as const).map(
    (name): [string, Fn] => [name, one((value) => Math[name](value))],
  ),
  ['ln', one((value) => Math.log(value))],
  ['log', [1, 2, (value, base) => Math.log(value) / (base === undefined ? 1 : Math.log(base))]],
  [
    'round',
    [
      1,
      2,
      (value, digits = 0) => {
        const scale = 10 ** digits;
        return Math.round(value * scale) / scale;
      },
    ],
  ],
  ['min', [1, 100, (...values) => Math.min(...values)]],
  ['max', [1, 100, (...values) => Math.max(...values)]],
  ['sum', [1, 100, (...values) => values.reduce((sum, value) => sum + value, 0)]],
  ['mean', [1, 100, (...values) => values.reduce((sum, value) => sum + value, 0) / values.length]],
  ['gcd', [2, 2, gcd]],
  ['mod', [2, 2, (value, by) => value - by * Math.floor(value / by)]],
  ['pow', [2, 2, (base, power) => base ** power]],
  ['atan2', [2, 2, (y, x) => Math.atan2(y, x)]],
  ['factorial', one(factorial)],
]);

const tokenPattern =
  /\s*(?:(0[xX][\da-fA-F]+|0[bB][01]+|(?:\d[\d_]*)?\.?\d+(?:[eE][+-]?\d+)?|\d[\d_]*\.)|([a-zA-Z_]\w*)|(\*\*|\S))/y;

interface Token {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const [, number, name, sign] = tokenPattern.exec(text) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll('_', '') });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign === undefined) throw new ExpressionError('This cannot be read.');
    else tokens.push({ kind: 'sign', text: sign === '**' ? '^' : sign });
  }
  return tokens;
}

/** Parses tokens with the usual precedence and evaluates them directly; nothing is run as code. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): number {
    const value = this.#sum();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new ExpressionError(`“${rest.text}” is not expected here.`);
    return value;
  }

  #take(...signs: readonly string[]): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null;
    this.#at += 1;
    return token.text;
  }

  #sum(): number {
    this.#depth += 1;
    if (this.#depth > deepest) throw new ExpressionError('This is nested too deeply.');
    let value = this.#product();
    for (let sign = this.#take('+', '-', '−'); sign !== null; sign = this.#take('+', '-', '−')) {
      const next = this.#product();
      value = sign === '+' ? value + next : value - next;
    }
    this.#depth -= 1;
    return value;
  }

  #product(): number {
    let value = this.#signed();
    const signs = ['*', '×', '·', '/', '÷'] as const;
    for (let sign = this.#take(...signs); sign !== null; sign = this.#take(...signs)) {
      const next = this.#signed();
      if ((sign === '/' || sign === '÷') && next === 0) {
        throw new ExpressionError('This divides by zero.');
      }
      value = sign === '/' || sign === '÷' ? value / next : value * next;
    }
    return value;
  }

  /** A sign binds less tightly than a power: -2^2 is -4. */
  #signed(): number {
    let factor = 1;
    for (let sign = this.#take('+', '-', '−'); sign !== null; sign = this.#take('+', '-', '−')) {
      if (sign !== '+') factor = -factor;
    }
    return factor * this.#power();
  }

  #power(): number {
    this.#depth += 1;
    if (this.#depth > deepest) throw new ExpressionError('This is nested too deeply.');
    const base = this.#postfix();
    // Right-associative: 2^3^2 is 2^9.
    const value = this.#take('^') === null ? base : base ** this.#signed();
    this.#depth -= 1;
    return value;
  }

  #postfix(): number {
    let value = this.#atom();
    for (let sign = this.#take('!', '%'); sign !== null; sign = this.#take('!', '%')) {
      value = sign === '!' ? factorial(value) : value / 100;
    }
    return value;
  }

  #atom(): number {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new ExpressionError('The expression ends too early.');
    this.#at += 1;
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'name') return this.#named(token.text.toLowerCase());
    if (token.text !== '(') throw new ExpressionError(`“${token.text}” is not expected here.`);
    const value = this.#sum();
    if (this.#take(')') === null) throw new ExpressionError('A “)” is missing.');
    return value;
  }

  #named(name: string): number {
    const constant = constants.get(name);
    if (constant !== undefined) return constant;
    const known = functions.get(name);
    if (known === undefined) {
      const names = [...constants.keys(), ...functions.keys()].join(', ');
      throw new ExpressionError(`“${name}” is unknown. Known are: ${names}.`);
    }
    if (this.#take('(') === null) throw new ExpressionError(`“${name}” needs a “(”.`);
    const values = [this.#sum()];
    while (this.#take(',', ';') !== null) values.push(this.#sum());
    if (this.#take(')') === null) throw new ExpressionError('A “)” is missing.');
    const [fewest, most, of] = known;
    if (values.length < fewest || values.length > most) {
      throw new ExpressionError(`“${name}” does not take ${values.length} values.`);
    }
    return of(...values);
  }
}

/** Evaluates an arithmetic expression. Throws an {@link ExpressionError} if it has no value. */
export function evaluate(text: string): number {
  if (text.length > longestExpression) throw new ExpressionError('The expression is too long.');
  const value = new Reader(tokensOf(text)).whole();
  if (Number.isNaN(value)) throw new ExpressionError('The result is not a number.');
  if (!Number.isFinite(value)) throw new ExpressionError('The result is too large.');
  return value;
}
