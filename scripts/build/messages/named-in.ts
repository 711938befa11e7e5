import { parseSync, Visitor, type Argument, type Expression, type ParseResult } from 'oxc-parser';

/** The modules and messages that a source names. */
export interface Named {
  /** The modules that it loads with itself, as it names them, and those that it loads later. */
  readonly statics: readonly string[];
  readonly dynamics: readonly string[];
  /** The messages that it may say. */
  readonly keys: ReadonlySet<string>;
}

/** Says the message that it is given. */
const handsOn = /\/renderer\/common\/rich-message\.tsx$/;

const translate = /\/language\/translate\.ts$/;

function staticsOf({ module }: ParseResult): readonly string[] {
  const named = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      source: moduleRequest.value,
      isTypes: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports
      .flatMap(({ entries }) => entries)
      .map(({ moduleRequest, isType }) => ({ source: moduleRequest?.value, isTypes: isType })),
  ];
  return named.flatMap(({ source, isTypes }) => (source === undefined || isTypes ? [] : [source]));
}

/** The modules that `import()` names; others, such as a glob, are no sources of ours. */
function dynamicsOf({ module }: ParseResult, text: string): readonly string[] {
  return module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, path] = /^'([^']+)'$/u.exec(text.slice(start, end)) ?? [];
    return path === undefined ? [] : [path];
  });
}

/** The names under which a module says messages: `t`, `tParts`, and what it calls them besides. */
function sayersIn({ program, module }: ParseResult): ReadonlySet<string> {
  const names = new Set(
    module.staticImports
      .filter(({ moduleRequest }) => translate.test(moduleRequest.value))
      .flatMap(({ entries }) => entries)
      .filter(({ importName }) => importName.name === 't' || importName.name === 'tParts')
      .map(({ localName }) => localName.value),
  );
  if (names.size === 0) return names;
  new Visitor({
    VariableDeclarator({ id, init }) {
      const said = init?.type === 'TSAsExpression' ? init.expression : init;
      if (said?.type !== 'Identifier' || !names.has(said.name)) return;
      if (id.type === 'Identifier') names.add(id.name);
    },
  }).visit(program);
  return names;
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The literals of a source that are keys: not only what it says, also lists for other processes. */
function literalKeys(text: string, keys: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(/['"]([a-z_A-Z]+\.[\w.]+)['"]/gu)]
    .map(([, literal = '']) => literal)
    .filter((literal) => keys.has(literal));
}

/**
 * Returns what a source names. Throws if only running it would tell which message it says: nobody
 * would know then which pieces of a catalogue it needs.
 */
export function namedIn(file: string, text: string, keys: ReadonlySet<string>): Named {
  const parsed = parseSync(file, text);
  const named = { statics: staticsOf(parsed), dynamics: dynamicsOf(parsed, text) };
  const found = new Set(literalKeys(text, keys));
  const sayers = sayersIn(parsed);
  if (handsOn.test(file) || (sayers.size === 0 && !text.includes('<RichMessage'))) {
    return { ...named, keys: found };
  }
  const say = (message: Expression | Argument | undefined): void => {
    if (message?.type === 'Literal') return;
    if (message?.type === 'ConditionalExpression') {
      say(message.consequent);
      say(message.alternate);
      return;
    }
    const parts =
      message?.type === 'TemplateLiteral'
        ? message.quasis.map(({ value }) => escaped(value.raw))
        : [];
    const made = new RegExp(`^${parts.join('.+')}$`, 'u');
    const matching = [...keys].filter((key) => made.test(key));
    if (matching.length === 0) {
      const said = message === undefined ? '' : text.slice(message.start, message.end);
      throw new Error(`${file}: a build cannot tell which message this is: ${said}`);
    }
    for (const key of matching) found.add(key);
  };
  new Visitor({
    CallExpression({ callee, arguments: [message] }) {
      if (callee.type === 'Identifier' && sayers.has(callee.name)) say(message);
    },
    JSXOpeningElement({ name, attributes }) {
      if (name.type !== 'JSXIdentifier' || name.name !== 'RichMessage') return;
      for (const each of attributes) {
        if (each.type !== 'JSXAttribute' || each.name.name !== 'id') continue;
        if (each.value?.type !== 'JSXExpressionContainer') continue;
        if (each.value.expression.type !== 'JSXEmptyExpression') say(each.value.expression);
      }
    },
  }).visit(parsed.program);
  return { ...named, keys: found };
}
