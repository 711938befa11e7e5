/** The longest part of a data: URL before its comma (UTF-16 code units). */
const longestHead = 200;

/** The media type that a data: URL declares, in lower case; '' if it declares none. */
export function typeOfDataUrl(url: string): string {
  return (
    /^data:([a-z]+\/[a-z0-9.+-]{1,60})/i.exec(url.slice(0, longestHead))?.[1]?.toLowerCase() ?? ''
  );
}

/** The bytes of a data: URL; null if it is not one. */
export function bytesOfDataUrl(url: string): Buffer | null {
  const comma = url.slice(0, longestHead + 1).indexOf(',');
  if (comma === -1) return null;
  const isBase64 = /;\s*base64$/i.test(url.slice(0, comma));
  const data = url.slice(comma + 1);
  if (isBase64) return Buffer.from(data, 'base64');
  try {
    return Buffer.from(decodeURIComponent(data));
  } catch {
    return null;
  }
}
