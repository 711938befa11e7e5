import { BlockList, isIP } from 'node:net';
import { isLoopback } from './near.ts';

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

type Rule = (host: string, port: string) => boolean;

function bare(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const family = isIP(address);
  return family === 0 ? null : family === 4 ? 'ipv4' : 'ipv6';
}

/** Parses `10.0.0.0/8` or `fd00::/8`; null for anything that is not a network. */
function networkRule(entry: string): Rule | null {
  const [, network = '', bits = ''] = /^\[?([\da-f:.]+)\]?\/(\d{1,3})$/i.exec(entry) ?? [];
  const family = familyOf(network);
  if (family === null || Number(bits) > (family === 'ipv4' ? 32 : 128)) return null;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return (host) => {
    const own = familyOf(host);
    return own !== null && list.check(host, own);
  };
}

function nameRule(entry: string): Rule {
  const [, bracketed = null, portAfter = ''] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
  const [, plain = entry, port = ''] =
    bracketed === null && familyOf(entry) === null
      ? (/^([^:]*)(?::(\d+))?$/.exec(entry) ?? [])
      : [];
  const wantedPort = bracketed === null ? port : portAfter;
  const written = bare(bracketed ?? plain);
  const isBelowOnly = written.startsWith('*.');
  const name = written.replace(/^\*?\./, '');
  return (host, hostPort) => {
    if (wantedPort !== '' && wantedPort !== hostPort) return false;
    if (name === '*') return true;
    if (name === '') return false;
    return (
      (!isBelowOnly && host === name) || (familyOf(host) === null && host.endsWith(`.${name}`))
    );
  };
}

function ruleOf(entry: string): Rule {
  // Windows and Chromium use this for names without a domain.
  if (entry === '<local>') return (host) => !host.includes('.') && familyOf(host) === null;
  return networkRule(entry) ?? nameRule(entry);
}

/**
 * Reads NO_PROXY: entries separated by commas or spaces. Each is a name (which includes its
 * subdomains), `.name`, `*.name`, an address, a network (`10.0.0.0/8`), one of these names with a
 * port, or `*`. The returned function decides whether a server is reached directly. This machine
 * always is.
 */
export function readNoProxy(value: string): (url: URL) => boolean {
  const rules = value
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(ruleOf);
  return (url) => {
    if (isLoopback(url.hostname)) return true;
    const host = bare(url.hostname);
    const port = url.port === '' ? (defaultPorts[url.protocol] ?? '') : url.port;
    return rules.some((rule) => rule(host, port));
  };
}
