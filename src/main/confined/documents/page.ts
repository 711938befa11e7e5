import { markdownFromHtml } from '../../markup/html-to-markdown.ts';

/** A page with more HTML than this is converted without its tags (UTF-16 code units). */
const longestHtml = 8_000_000;

/** Elements that contain no visible text. */
const silentElement = /<(script|style|noscript|template|svg)\b/gi;

/** Removes these elements with their content; an unclosed one removes the rest too. */
function withoutSilent(html: string): string {
  const lower = html.toLowerCase();
  let text = '';
  let from = 0;
  for (const found of lower.matchAll(silentElement)) {
    if (found.index < from) continue;
    text += html.slice(from, found.index);
    const end = lower.indexOf(`</${found[1] ?? ''}`, found.index);
    from = end === -1 ? html.length : end;
  }
  return text + html.slice(from);
}

/** The text of a web page as Markdown, without scripts, styles and embedded pictures. */
export async function pageText(html: string): Promise<string> {
  const markdown = await markdownFromHtml(withoutSilent(html), longestHtml);
  if (markdown !== null) return markdown.replaceAll(/!\[[^[\]]*\]\(data:[^()\s]*\)/g, '').trim();
  return withoutSilent(html)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s{2,}/g, '\n')
    .trim();
}
