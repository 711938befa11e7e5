import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  parseSync,
  Visitor,
  type Argument,
  type BinaryExpression,
  type CallExpression,
  type Expression,
  type Program,
} from 'oxc-parser';
import { readBuilt } from '../../../scripts/build/read-built.ts';

/** A regular expression in a source file. */
export interface FoundExpression {
  /** `null`: made at run time from something that the source alone does not determine. */
  readonly source: string | null;
  readonly flags: string;
  /** The code that makes it, as written. */
  readonly code: string;
  /** Relative to the searched folder. */
  readonly file: string;
  readonly line: number;
}

type Constants = ReadonlyMap<string, Expression>;

type Read = (node: Expression | Argument) => string | null;

/** The texts of all nodes; null if one is unknown. */
function textsOf(nodes: readonly (Expression | Argument)[], read: Read): readonly string[] | null {
  const texts = nodes.map(read);
  return texts.every((text) => text !== null) ? texts : null;
}

/** Template pieces joined with the texts between them. */
function filled(pieces: readonly string[], texts: readonly string[] | null): string | null {
  return texts === null ? null : pieces.map((piece, at) => piece + (texts[at] ?? '')).join('');
}

function nameOf(node: { readonly type: string; readonly name?: unknown }): unknown {
  return node.type === 'Identifier' ? node.name : null;
}

function textOfSum({ left, right, operator }: BinaryExpression, read: Read): string | null {
  const texts = textsOf([left, right], read);
  if (texts === null) return null;
  if (operator === '+') return texts.join('');
  return operator === '*' ? String(texts.map(Number).reduce((a, b) => a * b)) : null;
}

/** `[…].join('…')` */
function textOfJoin({ callee, arguments: given }: CallExpression, read: Read): string | null {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ArrayExpression') return null;
  const elements = callee.object.elements.filter((each) => each !== null);
  const texts = textsOf([...elements, ...given], read);
  if (nameOf(callee.property) !== 'join' || texts === null || given.length !== 1) return null;
  return texts.slice(0, -1).join(texts.at(-1));
}

/** The constant text of an expression; `null` if it is only known at run time. */
function textOf(node: Expression | Argument, constants: Constants, depth = 0): string | null {
  if (depth > 8) return null;
  const read: Read = (each) => textOf(each, constants, depth + 1);
  if (node.type === 'Literal') {
    if ('regex' in node) return node.regex.pattern;
    return typeof node.value === 'string' || typeof node.value === 'number'
      ? String(node.value)
      : null;
  }
  if (node.type === 'TemplateLiteral') {
    const pieces = node.quasis.map(({ value }) => value.cooked ?? value.raw);
    return filled(pieces, textsOf(node.expressions, read));
  }
  if (node.type === 'TaggedTemplateExpression') {
    if (node.tag.type !== 'MemberExpression' || nameOf(node.tag.property) !== 'raw') return null;
    const pieces = node.quasi.quasis.map(({ value }) => value.raw);
    return filled(pieces, textsOf(node.quasi.expressions, read));
  }
  if (node.type === 'BinaryExpression' && node.operator !== 'in') return textOfSum(node, read);
  if (node.type === 'CallExpression') return textOfJoin(node, read);
  if (node.type === 'Identifier') {
    const value = constants.get(node.name);
    return value === undefined ? null : read(value);
  }
  if (node.type === 'MemberExpression')
    return nameOf(node.property) === 'source' ? read(node.object) : null;
  return node.type === 'TSAsExpression' || node.type === 'ParenthesizedExpression'
    ? read(node.expression)
    : null;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

/** Collects the constants of a source that are declared only once per file into `into`. */
function collectConstants(program: Program, into: Map<string, Expression>): void {
  const seen = new Set<string>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || init === null) return;
      // The value of a name declared twice in a file is uncertain.
      if (seen.has(id.name)) into.delete(id.name);
      else into.set(id.name, init);
      seen.add(id.name);
    },
  }).visit(program);
}

/** The regular expressions of one source: literals, and calls of `RegExp`. */
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
    // A literal inside is found as a literal. With other flags it is a different expression.
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
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|tsx|js\.br)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .map((name) => name.replace(/\.br$/, ''))
    .toSorted()
    .flatMap((name) =>
      findInSource(name, String(readBuilt(join(folder, name))), (specifier) =>
        /^\..*\.tsx?$/.test(specifier)
          ? readFileSync(join(folder, dirname(name), specifier), 'utf8')
          : null,
      ),
    );
}
