import { renderToStaticMarkup } from 'react-dom/server';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kept } from '../../../src/renderer/language/kept.ts';
import { LanguageContext, useLanguage } from '../../../src/renderer/language/language-context.ts';
import { memo } from '../../../src/renderer/language/memo.ts';

const Tag = memo(function Tag({ before }: { readonly before: string }) {
  return <b>{before + useLanguage()}</b>;
});

it('renders views with words in the language around them', () => {
  const drawn = renderToStaticMarkup(
    <LanguageContext value="de">
      <Tag before="in " />
    </LanguageContext>,
  );
  expect(drawn).toBe('<b>in de</b>');
});

it('keeps what has words as long as the language stays', () => {
  let made = 0;
  const words = kept(() => ++made);
  expect(['en', 'en', 'de', 'de', 'en'].map(words)).toEqual([1, 1, 2, 2, 3]);
});

it('no view is kept across languages by React itself', () => {
  const src = join(import.meta.dirname, '../../../src/renderer');
  const files = globSync('**/*.{ts,tsx}', { cwd: src }).filter((file) =>
    /import[^;]*\bmemo\b[^;]*from 'react'/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(files).toEqual([join('language', 'memo.ts')]);
});
