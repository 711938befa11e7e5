const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Returns the address as the browser reads it if it may leave Parley, else null. */
export function safeExternalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (!allowedProtocols.has(parsed.protocol)) return null;
  if (parsed.protocol !== 'mailto:' && parsed.host === '') return null;
  return parsed.href;
}
