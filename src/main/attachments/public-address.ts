import { isIP } from 'node:net';
import { bareHost, blockListOf, nearIpv4 } from '../network/networks.ts';

/** Addresses that are not on the public internet: this machine, its network, and what has no host at all. */
const notPublic = blockListOf(
  [...nearIpv4, ['192.0.0.0', 24], ['198.18.0.0', 15], ['224.0.0.0', 3]],
  [
    // Unspecified, loopback, and the old forms that hold an IPv4 address.
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 9],
    ['ff00::', 8],
  ],
);

/** True for the address of a host on the public internet; IPv4 within IPv6 is judged as what it is. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // BlockList judges `::ffff:1.2.3.4` by the rules for IPv4 itself.
  return !notPublic.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** False for a host name that can only be near: an address that is not public, or a name without a domain. */
export function mayBePublic(hostname: string): boolean {
  const host = bareHost(hostname);
  if (isIP(host) !== 0) return isPublicAddress(host);
  return (
    host.includes('.') && !/\.(?:localhost|local|internal|lan|home|intranet|home\.arpa)$/.test(host)
  );
}
