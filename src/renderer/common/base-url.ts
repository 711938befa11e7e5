import type { Coded } from '../../shared/model/errors.ts';

/** What is missing from a typed address; null if main can judge it. */
export function baseUrlProblem(text: string): Coded | null {
  return text.trim() === '' ? { code: 'address_missing', params: {} } : null;
}

/**
 * A server name derived from its address: `api.mistral.ai` gives "Mistral"; other hosts are
 * returned as they are. Null if it is not an address.
 */
export function nameFromUrl(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  const { host, hostname } = new URL(url);
  if (hostname === 'localhost' || /^[\d.:[\]]+$/u.test(hostname)) return host;
  const labels = hostname.split('.').filter((label) => !['www', 'api'].includes(label));
  const [first = host] = labels;
  return labels.length === 2 ? first.charAt(0).toUpperCase() + first.slice(1) : host;
}
