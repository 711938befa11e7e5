import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync, Visitor, type Argument, type Expression, type Program } from 'oxc-parser';

/** A regular expression as it stands in a source. */
export interface FoundExpression {
  /** `null`: made at run time from something that the source alone does not tell. */
  readonly source: string | null;
  readonly flags: string;
  /** The code that makes it, as written. */
  readonly code: string;
  /** Relative to the folder that was searched. */
  readonly file: string;
  readonly line: number;
}

type Constants = ReadonlyMap<string, Expression>;

/** The text that an expression always has; `null` if only running it tells. */
function textOf(node: Expression | Argument, constants: Constants, depth = 0): string | null {
  if (depth > 8) return null;
  const inner = (each: Expression | Argument): string | null => textOf(each, constants, depth + 1);
  switch (node.type) {
    case 'Literal':
      if ('regex' in node) return node.regex.pattern;
      return ['string', 'number'].includes(typeof node.value) ? String(node.value) : null;
    case 'TemplateLiteral': {
      const texts = node.expressions.map(inner);
      if (texts.includes(null)) return null;
      return node.quasis.map((quasi, at) => quasi.value.cooked + (texts[at] ?? '')).join('');
    }
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return null;
      const [left, right] = [inner(node.left), inner(node.right)];
      if (left === null || right === null) return null;
      if (node.operator === '+') return left + right;
      return node.operator === '*' ? String(Number(left) * Number(right)) : null;
    }
    case 'Identifier': {
      const value = constants.get(node.name);
      return value === undefined ? null : inner(value);
    }
    case 'MemberExpression': {
      const isSource = node.property.type === 'Identifier' && node.property.name === 'source';
      return isSource && !node.computed ? inner(node.object) : null;
    }
    case 'TaggedTemplateExpression': {
      const { tag, quasi } = node;
      if (tag.type !== 'MemberExpression' || tag.property.type !== 'Identifier') return null;
      if (tag.property.name !== 'raw') return null;
      const texts = quasi.expressions.map(inner);
      if (texts.includes(null)) return null;
      return quasi.quasis.map((each, at) => each.value.raw + (texts[at] ?? '')).join('');
    }
    case 'CallExpression': {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'ArrayExpression')
        return null;
      if (callee.property.type !== 'Identifier' || callee.property.name !== 'join') return null;
      const texts = callee.object.elements.map((each) =>
        each === null || each.type === 'SpreadElement' ? null : inner(each),
      );
      const [separator] = node.arguments;
      if (texts.includes(null) || separator === undefined) return null;
      return texts.join(inner(separator) ?? '');
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return inner(node.expression);
    default:
      return null;
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

/** What the names of a source stand for, where a file declares each only once; `into` takes them. */
function collectConstants(program: Program, into: Map<string, Expression>): void {
  const seen = new Set<string>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || init === null) return;
      // A name that is declared twice in a file says nothing for certain.
      if (seen.has(id.name)) into.delete(id.name);
      else into.set(id.name, init);
      seen.add(id.name);
    },
  }).visit(program);
}

/** The regular expressions of one source: the literals, and what `RegExp` is called with. */
export function findInSource(
  file: string,
  text: string,
  readImport: (specifier: string) => string | null = () => null,
): readonly FoundExpression[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message ?? ''}`);
  const constants = new Map<string, Expression>();
  if (text.includes('RegExp(')) {
    for (const statement of program.body) {
      if (statement.type !== 'ImportDeclaration') continue;
      const imported = readImport(statement.source.value);
      if (imported !== null) collectConstants(parseSync(file, imported).program, constants);
    }
    collectConstants(program, constants);
  }
  const found: FoundExpression[] = [];
  const add = (
    node: { readonly start: number; readonly end: number },
    source: string | null,
    flags: string,
  ): void => {
    const code = text.slice(node.start, node.end);
    found.push({ source, flags, code, file, line: lineAt(text, node.start) });
  };
  const called = (node: {
    readonly start: number;
    readonly end: number;
    readonly callee: Expression;
    readonly arguments: readonly Argument[];
  }): void => {
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return;
    const [pattern, flags] = node.arguments;
    if (pattern === undefined) return;
    // A literal in here is found as a literal; with other flags it is another expression.
    const flagText = flags === undefined ? '' : textOf(flags, constants);
    add(node, textOf(pattern, constants), flagText ?? 'gu');
  };
  new Visitor({
    Literal(node) {
      if ('regex' in node) add(node, node.regex.pattern, node.regex.flags);
    },
    NewExpression: called,
    CallExpression: called,
  }).visit(program);
  return found;
}

/** The regular expressions of all sources below a folder, by file and line. */
export function findInFolder(folder: string): readonly FoundExpression[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|tsx)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
    .flatMap((name) =>
      findInSource(name, readFileSync(join(folder, name), 'utf8'), (specifier) =>
        /^\..*\.tsx?$/.test(specifier)
          ? readFileSync(join(folder, dirname(name), specifier), 'utf8')
          : null,
      ),
    );
}
