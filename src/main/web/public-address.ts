import { isIP } from 'node:net';
import { bareHost, blockListOf, nearIpv4 } from '../network/networks.ts';

/** Addresses outside the public internet: this machine, its network, and reserved ranges. */
const notPublic = blockListOf(
  [...nearIpv4, ['192.0.0.0', 24], ['198.18.0.0', 15], ['224.0.0.0', 3]],
  [
    // Unspecified, loopback, and the old forms that contain an IPv4 address.
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

/** True for a host address on the public internet; IPv4 inside IPv6 is checked as IPv4. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // BlockList itself applies the IPv4 rules to `::ffff:1.2.3.4`.
  return !notPublic.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * False for a host that can only be local: an address that is not public, or a name without a
 * domain.
 */
export function mayBePublic(hostname: string): boolean {
  const host = bareHost(hostname);
  if (isIP(host) !== 0) return isPublicAddress(host);
  return (
    host.includes('.') && !/\.(?:localhost|local|internal|lan|home|intranet|home\.arpa)$/.test(host)
  );
}
