/**
 * Chromium cannot be taught a scheme over the DevTools protocol, so that `app://host/path` is loaded
 * as `https://host.app.invalid/path`: a secure origin whose name no resolver will ever know.
 * Everything the product's main process sees is translated back.
 */
const schemes = new Set<string>();

/** Makes a scheme of the product's known. */
export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

/** The address Chromium is given for a product's address. */
export function toInternalUrl(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!match || !schemes.has(scheme.toLowerCase())) return url;
  return `https://${host.toLowerCase()}.${scheme.toLowerCase()}.invalid${rest}`;
}

/** The product's address for one of Chromium's; addresses of the outside world stay as they are. */
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

/** Translates product addresses inside a header such as Content-Security-Policy. */
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
