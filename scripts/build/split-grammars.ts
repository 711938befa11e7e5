import type { Plugin } from 'vite';

/** The module of Mermaid's parser that contains every grammar and the code that reads them. */
const parser = /@mermaid-js\/parser\/dist\/chunks\/.*\.mjs$/;
/** A grammar: a JSON literal, parsed when a diagram of its kind is first drawn. */
const grammar =
  /(?<=loadGrammarFromJson\()(?:`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/gs;
const prefix = 'parley:grammar/';

/** True for modules created by {@link splitGrammars}. */
export function isGrammar(id: string): boolean {
  return id.startsWith(`\0${prefix}`);
}

/**
 * Mermaid ships its parser as one module of a megabyte, which no bundler can split. This plugin
 * makes each grammar a module, so that they can go into a chunk beside the parser.
 */
export function splitGrammars(): Plugin {
  const literals: string[] = [];
  return {
    name: 'parley:split-grammars',
    apply: 'build',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load: (id) =>
      isGrammar(id)
        ? `export default { text: ${literals[Number(id.slice(prefix.length + 1))]} };`
        : null,
    transform(code, id) {
      if (!parser.test(id) || !code.includes('loadGrammarFromJson(')) return null;
      const imports: string[] = [];
      const rest = code.replaceAll(grammar, (literal) => {
        const name = `grammar${literals.length}`;
        imports.push(`import ${name} from ${JSON.stringify(`${prefix}${literals.length}`)};`);
        literals.push(literal);
        return `${name}.text`;
      });
      return { code: `${imports.join('')}${rest}`, map: null };
    },
  };
}
