/** Elements whose content is not visible. */
const unread = new Set(['script', 'style', 'head', 'svg', 'template']);

/** True for text that starts like a web page. */
export function looksLikeHtml(text: string): boolean {
  return /^\s{0,200}(?:<!doctype html|<html|<head|<body|<\?xml|<!--)/i.test(text.slice(0, 300));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The text between the end of the tag that starts with `<title` and the next tag. */
function titleOf(html: string, lower: string): string {
  const at = lower.indexOf('<title');
  const open = at === -1 ? -1 : html.indexOf('>', at);
  if (open === -1) return '';
  const close = html.indexOf('<', open);
  return oneLine(html.slice(open + 1, close === -1 ? undefined : close));
}

/** The offset after the tag at `at`; the end of the text if the tag is never closed. */
function afterTag(lower: string, at: number): number {
  const end = (mark: string, from: number): number => {
    const found = lower.indexOf(mark, from);
    return found === -1 ? lower.length : found + mark.length;
  };
  if (lower.startsWith('<!--', at)) return end('-->', at + 4);
  const name = /^<([a-z]{1,10})(?![a-z])/.exec(lower.slice(at, at + 12))?.[1] ?? '';
  return unread.has(name) ? end('>', end(`</${name}`, at)) : end('>', at);
}

/** The visible text of a web page on one line, title first. Looks at every character once. */
export function htmlText(html: string): string {
  // Lower-cases ASCII only, because other letters may change length with their case.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const pieces: string[] = [];
  for (let at = 0; at < html.length;) {
    const tag = html.indexOf('<', at);
    pieces.push(html.slice(at, tag === -1 ? undefined : tag));
    at = tag === -1 ? html.length : afterTag(lower, tag);
  }
  const body = oneLine(pieces.join(' '));
  const title = titleOf(html, lower);
  if (title === '' || body.startsWith(title)) return body;
  return body === '' ? title : `${title}. ${body}`;
}
