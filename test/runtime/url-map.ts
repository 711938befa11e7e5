/**
 * The DevTools protocol cannot register a scheme in Chromium, so `app://host/path` is loaded as
 * `https://host.app.invalid/path`: a secure origin whose name never resolves. Everything the
 * product's main process sees is translated back.
 */
const schemes = new Set<string>();

/** Registers a scheme of the product. */
export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

/** The URL for Chromium of a product URL. */
export function toInternalUrl(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!match || !schemes.has(scheme.toLowerCase())) return url;
  return `https://${host.toLowerCase()}.${scheme.toLowerCase()}.invalid${rest}`;
}

/** The product URL of a Chromium URL. Other URLs are unchanged. */
export function toProductUrl(url: string): string {
  const match = /^https:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.invalid(.*)$/is.exec(url);
  const [, host = '', scheme = '', rest = ''] = match ?? [];
  return match && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** The origin as Electron reports it for standard schemes, e.g. `app://parley`. */
export function productOrigin(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)/i.exec(url);
  return match ? `${match[1]}://${match[2]}` : 'null';
}

/** Translates product URLs in a header such as Content-Security-Policy. */
export function translateHeader(value: string): string {
  let text = value;
  for (const scheme of schemes) {
    text = text
      .replaceAll(new RegExp(`\\b${scheme}://([\\w.-]+)`, 'g'), `https://$1.${scheme}.invalid`)
      .replaceAll(
        new RegExp(`(^|[\\s;])${scheme}:(?=[\\s;]|$)`, 'g'),
        `$1https://*.${scheme}.invalid`,
      );
  }
  return text;
}
