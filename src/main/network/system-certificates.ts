/** TLS error codes for a certificate from an unknown authority. */
const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * True if a request failed, before anything was sent, because the server's certificate is from an
 * unknown authority.
 */
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
 * Also trusts the authorities that this computer trusts: Node only knows Mozilla's list, and
 * companies install their own in the system's. Reading it blocks main for a third of a second, so
 * this happens once, when a certificate is unknown. Returns whether there are any new authorities.
 */
export function trustSystemCertificates(): boolean {
  if (areTrusted) return false;
  areTrusted = true;
  // Not imported: TLS takes some milliseconds to load, and most starts never need it.
  const tls = process.getBuiltinModule('node:tls');
  try {
    const known = tls.getCACertificates('default');
    const all = new Set([...known, ...tls.getCACertificates('system')]);
    if (all.size === new Set(known).size) return false;
    tls.setDefaultCACertificates([...all]);
    return true;
  } catch {
    // The list cannot be read, or this TLS has none: the original certificate error is reported.
    return false;
  }
}
