import { BlockList } from 'node:net';

/** A network: its first address and its prefix length in bits. */
export type Network = readonly [address: string, bits: number];

/** IPv4 ranges of this machine and of private networks, including Tailscale's. */
export const nearIpv4: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];

/** Creates a block list that addresses can be checked against. */
export function blockListOf(ipv4: readonly Network[], ipv6: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of ipv4) list.addSubnet(address, bits, 'ipv4');
  for (const [address, bits] of ipv6) list.addSubnet(address, bits, 'ipv6');
  return list;
}

/** The host of a URL without brackets and trailing dots, in lower case. */
export function bareHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.{1,9}$/, '')
    .toLowerCase();
}
