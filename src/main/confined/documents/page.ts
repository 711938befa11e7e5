import { markdownFromHtml } from '../../markup/html-to-markdown.ts';

/** A larger page comes without its tags; characters. */
const longestHtml = 8_000_000;

/** Elements that hold no text of a page. */
const silentElement = /<(script|style|noscript|template|svg)\b/gi;

/** Takes out elements whole; one that is not closed takes the rest along. */
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

/** The text of a web page as Markdown, without scripts, styles and pictures that are inside. */
export async function pageText(html: string): Promise<string> {
  const markdown = await markdownFromHtml(withoutSilent(html), longestHtml);
  if (markdown !== null) return markdown.replaceAll(/!\[[^[\]]*\]\(data:[^()\s]*\)/g, '').trim();
  return withoutSilent(html)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s{2,}/g, '\n')
    .trim();
}
