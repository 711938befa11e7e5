const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Some mail programs attach a file that a link names, and who sends a mail looks at its text. */
const allowedMailFields: ReadonlySet<string> = new Set(['to', 'cc', 'subject', 'body']);

/** Keeps the fields as they are written: in a mail address `+` is no space. */
function safeMailFields(search: string): string {
  const fields = search
    .slice(1)
    .split('&')
    .filter((field) => allowedMailFields.has(field.split('=', 1)[0]?.toLowerCase() ?? ''));
  return fields.length === 0 ? '' : `?${fields.join('&')}`;
}

/** Returns the address as the browser reads it if it may leave Parley, else null; of a mail address, only what a mail needs. */
export function safeExternalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (!allowedProtocols.has(parsed.protocol)) return null;
  if (parsed.protocol !== 'mailto:') return parsed.host === '' ? null : parsed.href;
  return `mailto:${parsed.pathname}${safeMailFields(parsed.search)}`;
}
