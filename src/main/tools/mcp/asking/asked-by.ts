import type { ClientOptions } from '../client.ts';
import type { AskedBy, RequestSignals } from '../person.ts';

/** Whose request it is, and what ends it. */
export type Asker = Pick<ClientOptions, 'server' | 'calls' | 'signal' | 'onAsking'>;

/** Asks the person in the name of the calls that a request belongs to. */
export async function askedBy<T>(
  { server, calls, signal: serverEnded, onAsking }: Asker,
  requestEnded: AbortSignal,
  ask: (by: AskedBy, signals: RequestSignals) => Promise<T>,
): Promise<T> {
  const { conversationId, ended } = calls.asking();
  const ends = [requestEnded, serverEnded, ...(ended === null ? [] : [ended])];
  onAsking(true);
  try {
    const by = { serverId: server.id, serverName: server.name, conversationId };
    return await ask(by, { signal: AbortSignal.any(ends), serverEnded });
  } finally {
    onAsking(false);
  }
}
