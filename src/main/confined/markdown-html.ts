import { toHtml } from 'hast-util-to-html';
import { speak } from '../../shared/language/translate.ts';
import { markdownAsHast } from '../markup/html-markdown.ts';
import type { ConfinedKinds } from './kinds.ts';

/** Far more than any text that a person would read produces (UTF-16 code units). */
const maxHtml = 32_000_000;

/** Renders texts for a page that runs no scripts; the result contains only harmless elements. */
export async function renderMarkdown({
  texts,
  phrases,
}: ConfinedKinds['markdown_html']['input']): Promise<readonly string[]> {
  speak(phrases);
  let size = 0;
  return texts.map(({ text, idPrefix }) => {
    const html = toHtml({ type: 'root', children: [...markdownAsHast(text, idPrefix)] });
    size += html.length;
    if (size > maxHtml) throw new Error('The HTML of a text is too long');
    return html;
  });
}
