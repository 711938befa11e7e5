/** What TLS says of a certificate that nobody it knows vouches for. */
const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** True if a request failed, before anything was sent, because nobody we know vouches for the server's certificate. */
export function isUnknownAuthority(error: unknown): boolean {
  let current: unknown = error;
  while (current instanceof Error) {
    if ('code' in current && unknownAuthority.has(String(current.code))) return true;
    current = current.cause;
  }
  return false;
}

let areTrusted = false;

/**
 * Trusts also whom this computer trusts: Node by itself knows only Mozilla's list, and companies put
 * authorities of their own into the system's. Reading it takes a third of a second of main's thread,
 * so this is done when a certificate is unknown, and once. Returns whether there is anybody new.
 */
export function trustSystemCertificates(): boolean {
  if (areTrusted) return false;
  areTrusted = true;
  // Not imported: TLS takes some milliseconds to load, and a start does not wait for what it may never need.
  const tls = process.getBuiltinModule('node:tls');
  try {
    const known = tls.getCACertificates('default');
    const all = new Set([...known, ...tls.getCACertificates('system')]);
    if (all.size === new Set(known).size) return false;
    tls.setDefaultCACertificates([...all]);
    return true;
  } catch {
    // The list cannot be read, or this TLS has none: the refusal that brought us here stands, and is told.
    return false;
  }
}
