import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, Visitor, type Argument, type Expression } from 'oxc-parser';

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
      return typeof node.value === 'string' ? node.value : null;
    case 'TemplateLiteral': {
      const texts = node.expressions.map(inner);
      if (texts.includes(null)) return null;
      return node.quasis.map((quasi, at) => quasi.value.cooked + (texts[at] ?? '')).join('');
    }
    case 'BinaryExpression': {
      if (node.operator !== '+') return null;
      const [left, right] = [inner(node.left), inner(node.right)];
      return left === null || right === null ? null : left + right;
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

/** The regular expressions of one source: the literals, and what `RegExp` is called with. */
export function findInSource(file: string, text: string): readonly FoundExpression[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message ?? ''}`);
  const constants = new Map<string, Expression>();
  const seen = new Set<string>();
  new Visitor({
    VariableDeclarator(node) {
      if (node.id.type !== 'Identifier' || node.init === null) return;
      // A name that is declared twice in a file says nothing for certain.
      if (seen.has(node.id.name)) constants.delete(node.id.name);
      else constants.set(node.id.name, node.init);
      seen.add(node.id.name);
    },
  }).visit(program);
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
    .flatMap((name) => findInSource(name, readFileSync(join(folder, name), 'utf8')));
}
