import { asObject, parseJson } from './json.ts';

/** Longest `detail` of an error, in UTF-16 code units. */
const longestDetail = 500;

/** Only the beginning of a long body is looked at. */
const longestLook = 20_000;

const redacted = '[key]';

/**
 * What keys look like: `sk-…` and its likes, whatever follows Bearer, and masked forms such as
 * `abc***xyz`, which servers echo and which still give some characters away.
 */
const keyPatterns: readonly RegExp[] = [
  /\bBearer\s+[^\s"',;<>]+/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|r8|pplx|fw|nvapi|tgp|csk|key|AIza)[-_][\w*.-]{6,}/gi,
  /\bAIza[\w*.-]{10,}/g,
  /[\w.-]*\*{3,}[\w*.-]*/g,
];

/** Takes the given key, in every spelling an echo may have, and all that looks like a key out of a text. */
export function redact(text: string, apiKey: string | null): string {
  let clean = text;
  if (apiKey !== null && apiKey !== '') {
    const spellings = new Set([
      apiKey,
      encodeURIComponent(apiKey),
      JSON.stringify(apiKey).slice(1, -1),
      Buffer.from(apiKey).toString('base64'),
    ]);
    for (const spelling of spellings) clean = clean.replaceAll(spelling, redacted);
  }
  for (const pattern of keyPatterns) clean = clean.replace(pattern, redacted);
  return clean;
}

/** Cuts to a length in UTF-16 code units, never inside a character; the cut is shown as …. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function htmlText(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim() ?? '';
  const body = html
    .replace(/<(script|style|head|svg)\b[^]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[^]*?-->/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (title === '') return body;
  return body === '' || body.startsWith(title) ? body || title : `${title}. ${body}`;
}

/** True for text that starts like a web page. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body|<\?xml|<!--)/i.test(text);
}

/** Finds the sentence for people in the many shapes that servers put it in. */
function findWords(value: unknown, depth: number): string {
  if (typeof value === 'string') {
    const inner = value.trimStart().startsWith('{') ? parseJson(value) : undefined;
    return inner === undefined || depth > 4 ? value : findWords(inner, depth + 1) || value;
  }
  if (depth > 4) return '';
  if (Array.isArray(value)) {
    return value
      .slice(0, 3)
      .map((item) => findWords(item, depth + 1))
      .filter(Boolean)
      .join('; ');
  }
  const body = asObject(value);
  if (body === null) return '';
  for (const name of [
    'message',
    'error',
    'detail',
    'msg',
    'errors',
    'error_description',
    'title',
  ]) {
    const words = findWords(body[name], depth + 1);
    if (words !== '') return words;
  }
  return '';
}

/**
 * Returns what a server said in a body (parsed or not), in at most 500 code units: no markup, no
 * key, one line. '' when it said nothing.
 */
export function serverWords(body: unknown, apiKey: string | null): string {
  let words = findWords(body, 0);
  if (words === '' && asObject(body) !== null) words = JSON.stringify(body);
  if (words === '{}') return '';
  // The key first: a cut through it would leave half of it.
  const clean = redact(words, apiKey).slice(0, longestLook);
  const plain = looksLikeHtml(clean) ? htmlText(clean) : clean;
  return shorten(plain.replace(/\s+/g, ' ').trim(), longestDetail);
}
