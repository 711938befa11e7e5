const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * Only these fields: some mail programs attach a file that a link names, and a sender looks only at
 * the text.
 */
const allowedMailFields: ReadonlySet<string> = new Set(['to', 'cc', 'subject', 'body']);

/** Keeps the fields as written: in a mail address `+` is not a space. */
function safeMailFields(search: string): string {
  const fields = search
    .slice(1)
    .split('&')
    .filter((field) => allowedMailFields.has(field.split('=', 1)[0]?.toLowerCase() ?? ''));
  return fields.length === 0 ? '' : `?${fields.join('&')}`;
}

/**
 * Returns the URL, as a browser parses it, if it may be opened outside Parley, otherwise null. A
 * mail address keeps only the fields that a mail needs.
 */
export function safeExternalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (!allowedProtocols.has(parsed.protocol)) return null;
  if (parsed.protocol !== 'mailto:') return parsed.host === '' ? null : parsed.href;
  return `mailto:${parsed.pathname}${safeMailFields(parsed.search)}`;
}
