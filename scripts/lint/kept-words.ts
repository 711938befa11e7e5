import { defineRule, type ESTree } from '@oxlint/plugins';

/** Modules whose functions return words in the language in use. */
const makers = /\/shared\/(?:words\/|language\/(?:translate|formats)\.ts$)/;
/** Functions of these modules that return no words for a person. */
const others = new Set([
  'currentLanguage',
  'monthlyCsv',
  'perLanguage',
  'readableArguments',
  'settingsSectionOf',
]);

/** Where React keeps what it is given, until something sets it anew. */
const keeps = /^(?:set(?!Timeout|Interval)[A-Z]\w*|use(?:State|Ref|Reducer))$/;

const isNode = (value: unknown): value is ESTree.Node =>
  typeof value === 'object' && value !== null && 'type' in value;

const isFunction = ({ type }: ESTree.Node): boolean =>
  type === 'ArrowFunctionExpression' || type === 'FunctionExpression';

/** The parts of a node, without the way back. */
function partsOf(node: ESTree.Node): readonly ESTree.Node[] {
  return Object.entries(node)
    .filter(([key]) => key !== 'parent')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]) as readonly unknown[])
    .filter(isNode);
}

/**
 * A sentence that is kept in state stays in the language in which it was made. What it is made of
 * is kept instead: an error (`useProblem`), or a function (`useSaid`).
 */
export const keptWordRule = defineRule({
  create(context) {
    if (!/\/src\/renderer\//.test(context.filename.replaceAll('\\', '/'))) return {};
    const made = new Set<string>();
    /** The value of a name that is set once. */
    const valueOf = (node: ESTree.Node): ESTree.Node | null => {
      if (node.type !== 'Identifier') return null;
      for (let scope = context.sourceCode.getScope(node); ;) {
        const definition = scope.set.get(node.name)?.defs[0]?.node;
        if (definition?.type === 'VariableDeclarator') {
          return definition.id.type === 'Identifier' ? definition.init : null;
        }
        if (definition !== undefined || scope.upper === null) return null;
        scope = scope.upper;
      }
    };
    const makesWords = (node: ESTree.Node, seen: ReadonlySet<ESTree.Node>): boolean => {
      // The result of a command has no words, although its input may have some.
      if (node.type === 'AwaitExpression') return false;
      // A comparison of words returns no words.
      if (node.type === 'BinaryExpression' && node.operator !== '+') return false;
      // A function that is kept in an object says it when it is shown.
      if (node.type === 'Property' && isFunction(node.value)) return false;
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
        if (made.has(node.callee.name)) return true;
      }
      // An element of a list may be made by a function that is only named: `map(sentenceOf)`.
      if (node.type === 'Identifier' && made.has(node.name)) return true;
      const value = valueOf(node);
      if (value !== null && !seen.has(value) && makesWords(value, new Set([...seen, value]))) {
        return true;
      }
      return partsOf(node).some((part) => makesWords(part, seen));
    };
    return {
      ImportDeclaration(node) {
        if (node.importKind === 'type' || !makers.test(node.source.value)) return;
        for (const { local } of node.specifiers) if (!others.has(local.name)) made.add(local.name);
      },
      CallExpression(node) {
        if (node.callee.type !== 'Identifier' || !keeps.test(node.callee.name)) return;
        if (!node.arguments.some((given) => makesWords(given, new Set()))) return;
        const message =
          'The language may change: keep what the sentence is made of, by useProblem or useSaid.';
        context.report({ node, message });
      },
    };
  },
});
