import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor, type JSXAttribute } from 'oxc-parser';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Attributes and properties of components that a person sees or hears. */
const seen = new Set([
  'alt',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'caption',
  'data-tooltip',
  'hint',
  'label',
  'placeholder',
  'text',
  'title',
]);

/** Names, and examples of what is typed, which are the same in every language. */
const names = /^(?:CSV|https:\/\/\S+|org-…|proj_…|npx|sk-…|-y\s@modelcontextprotocol\/\S+)$/u;

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !names.test(text.trim());

function wordsIn(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: string[] = [];
  const tell = (words: string): void => {
    if (isWords(words)) found.push(`${file}: ${words.trim()}`);
  };
  const { program } = parseSync(file, text);
  new Visitor({
    JSXText: ({ value }) => tell(value),
    JSXAttribute({ name, value }: JSXAttribute) {
      const isSeen = name.type === 'JSXIdentifier' && seen.has(name.name);
      if (!isSeen || value === null) return;
      if (value.type === 'Literal') tell(value.value);
      if (value.type !== 'JSXExpressionContainer') return;
      const { expression } = value;
      const ends =
        expression.type === 'ConditionalExpression'
          ? [expression.consequent, expression.alternate]
          : [expression];
      for (const end of ends) {
        if (end.type === 'Literal' && typeof end.value === 'string') tell(end.value);
        if (end.type === 'TemplateLiteral') tell(end.quasis.map((each) => each.value.raw).join(''));
      }
    },
  }).visit(program);
  return found;
}

it('what a person sees of a view is in the catalogue', () => {
  const files = globSync('src/renderer/**/*.tsx', { cwd: root });
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(wordsIn)).toEqual([]);
});
