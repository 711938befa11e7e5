/** Where a link of an answer may lead. Everything else is shown as text without an address. */
const linkPattern = /^(?:https?:\/\/[^/\\\s]|mailto:[^\s])/i;

/**
 * Returns the address in the form the browser understands it (host in Punycode, so that look-alike
 * letters show), or null when it is not http, https or mailto.
 */
export function safeLink(url: string): string | null {
  if (!linkPattern.test(url) || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  const allowed = ['http:', 'https:', 'mailto:'].includes(parsed.protocol);
  return allowed ? parsed.href : null;
}

/** What may be done with an image's address. */
export type ImageSource =
  | { readonly kind: 'shown'; readonly url: string }
  /** In the text of the answer itself; see `pictures.ts`. */
  | { readonly kind: 'data'; readonly url: string }
  | { readonly kind: 'attachment'; readonly id: string }
  | { readonly kind: 'remote'; readonly url: string; readonly host: string }
  | { readonly kind: 'refused' };

/**
 * Sorts an image's address: data images are judged by their bytes, blob images are shown, attachments are looked up, http(s) ones
 * wait for the person (fetching one tells its host what was said), all others are refused.
 */
export function imageSource(url: string): ImageSource {
  if (/^data:image\/[\w.+-]+[;,]/i.test(url)) return { kind: 'data', url };
  if (/^blob:/i.test(url)) return { kind: 'shown', url };
  const attachment = /^attachment:(?:\/\/)?([0-9a-f]{64})$/.exec(url);
  if (attachment?.[1] !== undefined) return { kind: 'attachment', id: attachment[1] };
  const link = safeLink(url);
  if (link === null || link.startsWith('mailto:')) return { kind: 'refused' };
  return { kind: 'remote', url: link, host: new URL(link).host };
}
