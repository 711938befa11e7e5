import type { SignInSurroundings } from '../../../../../src/main/tools/mcp/sign-in/session.ts';
import { signInLimits } from '../../../../../src/main/tools/mcp/sign-in/limits.ts';
import type { ServersPort } from '../../../../../src/main/tools/ports.ts';
import { createGuardedFetch } from '../../../../../src/main/web/guarded-fetch.ts';

/** What the suite tells a client that is registered already. */
interface Registered {
  readonly client_id?: string;
  readonly client_secret?: string;
}

const registered = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as Registered;

/** The parts of the app for signing in, with a browser that goes through everything at once. */
export const browser: SignInSurroundings = {
  makeFetch: (allowsPrivate) =>
    createGuardedFetch({
      proxied: () => Promise.reject(new Error('There is no proxy.')),
      hasProxy: () => Promise.resolve(false),
      allowsPrivate,
      limits: signInLimits,
    }),
  async openBrowser(url) {
    await globalThis.fetch(url);
  },
  // The suite checks for this address.
  clientDocument: 'https://conformance-test.local/client-metadata.json',
  browserMs: 50_000,
};

/** Goes through a sign-in as a person who agrees to everything. Resolves with how it ended. */
export async function goThrough(servers: ServersPort, serverId: string): Promise<string> {
  const source = servers.source(serverId);
  await servers.signIn(serverId, { kind: 'begin' });
  for (;;) {
    const view = source.signIn?.() ?? null;
    switch (view?.kind) {
      case 'private':
        await servers.signIn(serverId, { kind: 'allow_host' });
        break;
      case 'confirm': {
        const { client_id: id, client_secret: secret = '' } = registered;
        const client = id === undefined ? null : { id, secret, port: null };
        await servers.signIn(serverId, { kind: 'open_browser', client });
        break;
      }
      case 'signed_out':
        return view.error === null ? 'cancelled' : view.error.code;
      case 'signed_in':
        return view.error === null ? 'signed in' : view.error.code;
      case 'looking':
      case 'waiting':
      case 'finishing':
      case undefined:
        break;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
