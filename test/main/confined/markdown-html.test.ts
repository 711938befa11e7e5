import { expect, test } from 'vitest';
import { phrases } from '../../../src/shared/language/translate.ts';
import { renderMarkdown } from '../../../src/main/confined/markdown-html.ts';

const words = phrases(['markdown.footnotes']);

test('the HTML of one group of texts has an end', async () => {
  // Too long to be laid out, so each stands as it was written, at six characters for each of its own.
  const text = '<'.repeat(2_100_000);
  const texts = ['a-', 'b-', 'c-'].map((idPrefix) => ({ text, idPrefix }));
  const [one = ''] = await renderMarkdown({ texts: texts.slice(0, 1), phrases: words });
  expect(one.length).toBeGreaterThan(12_000_000);
  await expect(renderMarkdown({ texts, phrases: words })).rejects.toThrow('too long');
});
