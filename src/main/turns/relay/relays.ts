import type { TurnNumber } from '../../../shared/model/chat-event.ts';
import type { Client } from '../../../shared/contract/client.ts';
import { createTurnRelay, type TurnNews, type TurnRelay } from './relay.ts';

/** Sends the events of one turn to every listening window, each at its own pace. */
export interface Relays {
  /** Adds a window that listens from the start. */
  add(client: Client): void;
  push(news: TurnNews): void;
  /** Called before a window gets a snapshot; returns the number of the last event in it. */
  attach(client: Client): number;
  detach(client: Client): void;
  acknowledge(client: Client, seq: number): void;
}

/**
 * Creates the relays of one turn. `onEnded` is called for each window right after its terminal
 * event.
 */
export function createRelays(turn: TurnNumber, onEnded: (client: Client) => void): Relays {
  const relays = new Map<number, TurnRelay>();

  const relayOf = (client: Client): TurnRelay => {
    const known = relays.get(client.id);
    if (known !== undefined) return known;
    const relay = createTurnRelay({
      turn,
      send(name, payload) {
        client.send(name, payload);
        if (name !== 'turn' || !('kind' in payload)) return;
        if (payload.kind === 'finished' || payload.kind === 'failed' || payload.kind === 'stopped')
          onEnded(client);
      },
    });
    relays.set(client.id, relay);
    return relay;
  };

  return {
    add: (client) => void relayOf(client),
    push(news) {
      for (const relay of relays.values()) relay.push(news);
    },
    attach(client) {
      const relay = relayOf(client);
      relay.attach();
      return relay.seq();
    },
    detach(client) {
      relays.get(client.id)?.detach();
      relays.delete(client.id);
    },
    acknowledge(client, seq) {
      relays.get(client.id)?.acknowledge(seq);
    },
  };
}
