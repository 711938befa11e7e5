import { parseSync, Visitor } from 'oxc-parser';
import type { Plugin } from 'vite';

/** A UTF-16 code unit that does not fit into one byte. */
const wide = /[\u0100-\uffff]/g;
/** The share of wide characters beyond which escapes take more room than they save. */
const mostWide = 0.05;

const escaped = (text: string): string =>
  text.replace(wide, (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'));

/** In names, two escapes do not make one character. */
const escapedName = (name: string): string =>
  name.replace(
    /[\u{100}-\u{10ffff}]/gu,
    (character) => String.raw`\u` + `{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );

function isWorthIt(text: string): boolean {
  const count = text.match(wide)?.length ?? 0;
  return count > 0 && count <= text.length * mostWide;
}

/** Returns the same JSON in one byte a character, if few of its characters are wide. */
export function narrowJson(json: string): string {
  return isWorthIt(json) ? escaped(json) : json;
}

/**
 * Returns the same script in one byte a character, if few of its characters are wide and all of them
 * are in names, strings, templates without a tag, and regular expressions.
 */
export function narrowScript(code: string): string {
  if (!isWorthIt(code)) return code;
  const { program, errors } = parseSync('chunk.js', code);
  if (errors.length > 0) return code;
  const places: { readonly start: number; readonly end: number; readonly isName: boolean }[] = [];
  const raw = new Set<number>();
  new Visitor({
    Literal: ({ start, end }) => void places.push({ start, end, isName: false }),
    Identifier: ({ start, end }) => void places.push({ start, end, isName: true }),
    TaggedTemplateExpression({ quasi }) {
      for (const { start } of quasi.quasis) raw.add(start);
    },
    TemplateElement(node) {
      if (!raw.has(node.start)) places.push({ start: node.start, end: node.end, isName: false });
    },
  }).visit(program);
  let narrow = '';
  let at = 0;
  for (const { start, end, isName } of places.toSorted((one, other) => one.start - other.start)) {
    // Both sides of `{ name }` are the same place.
    if (start < at) continue;
    const text = code.slice(start, end);
    narrow += code.slice(at, start) + (isName ? escapedName(text) : escaped(text));
    at = end;
  }
  narrow += code.slice(at);
  // A backslash before a wide character would escape that of its escape.
  const isSafe = !/(?<!\\)\\(?:\\\\)*[\u0100-\uffff]/.test(code) && !isWorthIt(narrow);
  return isSafe ? narrow : code;
}

/**
 * Writes wide characters as escapes. V8 holds a script in two bytes a character as soon as one needs
 * them, and the few arrows and ellipses in Parley's would double the memory of its code.
 */
export function narrowSource(): Plugin {
  return {
    name: 'parley:narrow-source',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const output of Object.values(bundle)) {
          if (output.type === 'chunk') output.code = narrowScript(output.code);
        }
      },
    },
  };
}
