import type { ToolServer } from '../../../../shared/model/tools.ts';
import type { RunningServer } from '../server.ts';
import { Session, type SessionOptions } from './session.ts';

/** A server as it is now. */
interface Present {
  readonly server: ToolServer;
  readonly running: RunningServer;
}

/** Makes a server use the tokens of a sign-in, or do without them after a sign-out. */
async function reconnect({ running }: Present): Promise<void> {
  const { source } = running;
  // A server that works with the old token works with the new one.
  if (source.state().kind === 'ready' && source.signIn?.()?.kind === 'signed_in') return;
  await running.stop();
  running.start();
}

/**
 * Creates the function that returns the sign-in to a server at its present address; null for a
 * program on this machine. `present` returns null for a server that was removed.
 */
export function sessionOf(
  present: () => Present | null,
  options: Omit<SessionOptions, 'name' | 'onTokens'>,
): () => Session | null {
  let session: Session | null = null;
  return () => {
    const found = present();
    if (found === null) return session;
    const { server } = found;
    const url = server.transport.kind === 'http' ? URL.parse(server.transport.url) : null;
    if (session !== null && session.address === url?.href) return session;
    session?.cancel();
    session =
      url === null
        ? null
        : new Session(server, url, {
            ...options,
            name: () => (present()?.server ?? server).name,
            onTokens() {
              const now = present();
              if (now !== null) void reconnect(now);
            },
          });
    return session;
  };
}
