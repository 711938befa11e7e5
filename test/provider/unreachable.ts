import { createServer, type AddressInfo } from 'node:net';
import type { Provider } from './provider.ts';

/** A base URL on loopback whose port was free a moment ago, so that connecting is refused. */
export async function refusedBaseUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}/v1`;
}

/**
 * A base URL whose name never resolves, because its top-level domain is reserved for that (RFC
 * 2606).
 */
export const unresolvableBaseUrl = 'https://parley.invalid/v1';

/** A base URL that fails in the TLS handshake: https to a port that speaks http. */
export function tlsFailureBaseUrl(provider: Provider): string {
  return provider.baseUrl.replace('http:', 'https:');
}
