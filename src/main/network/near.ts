import { isIP } from 'node:net';
import { bareHost, blockListOf, nearIpv4 } from './networks.ts';

/** Address ranges of this machine and of private networks. */
const nearNetworks = blockListOf(nearIpv4, [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
]);

/**
 * Host name endings that no public server has. `.ts.net` without TLS is Tailscale's own encrypted
 * network.
 */
const nearEndings =
  /\.(?:localhost|local|localdomain|lan|home|home\.arpa|internal|intranet|private|test|ts\.net)$/;

/** True for this machine: localhost and the loopback addresses. */
export function isLoopback(hostname: string): boolean {
  const host = bareHost(hostname);
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return host === '::1' || host === '0.0.0.0' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * True for this machine and its network: private addresses, names without a domain, and names with
 * a local-only ending. Such a server rarely has a certificate.
 */
export function isNear(hostname: string): boolean {
  const host = bareHost(hostname);
  const family = isIP(host);
  if (family !== 0) return nearNetworks.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return !host.includes('.') || nearEndings.test(host);
}
