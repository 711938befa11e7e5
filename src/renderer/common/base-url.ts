/** What is wrong with a typed base URL and what to do; null if it can be one. */
export function baseUrlProblem(text: string): string | null {
  const typed = text.trim();
  if (typed === '') return 'Enter the address of the server, such as https://example.com/v1.';
  if (!URL.canParse(typed))
    return 'This is not an address. It should look like https://example.com/v1.';
  const { protocol } = new URL(typed);
  return protocol === 'https:' || protocol === 'http:'
    ? null
    : 'The address has to begin with https:// or http://.';
}

/** A name for a server from its address: `api.mistral.ai` is "Mistral"; others keep their host. */
export function nameFromUrl(url: string): string {
  if (!URL.canParse(url)) return 'Server';
  const { host, hostname } = new URL(url);
  if (hostname === 'localhost' || /^[\d.:[\]]+$/u.test(hostname)) return host;
  const labels = hostname.split('.').filter((label) => !['www', 'api'].includes(label));
  const [first = host] = labels;
  return labels.length === 2 ? first.charAt(0).toUpperCase() + first.slice(1) : host;
}
