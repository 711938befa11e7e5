/** Allowed link targets. Other links are shown as text. */
const linkPattern = /^(?:https?:\/\/[^/\\\s]|mailto:[^\s])/i;

/**
 * Normalises a URL as the browser does (host in Punycode, so that look-alike letters show). Returns
 * null if it is not http, https or mailto.
 */
export function safeLink(url: string): string | null {
  if (!linkPattern.test(url) || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  const allowed = ['http:', 'https:', 'mailto:'].includes(parsed.protocol);
  return allowed ? parsed.href : null;
}

/** How an image's URL is handled. */
export type ImageSource =
  | { readonly kind: 'shown'; readonly url: string }
  /** Embedded in the text of the answer; see `pictures.ts`. */
  | { readonly kind: 'data'; readonly url: string }
  | { readonly kind: 'attachment'; readonly id: string }
  | { readonly kind: 'remote'; readonly url: string; readonly host: string }
  | { readonly kind: 'refused' };

/**
 * Classifies an image's URL. data images are judged by their bytes, blob images are shown, and
 * attachments are looked up. http(s) images wait for the person, because fetching one tells its
 * host about the conversation. All others are refused.
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
