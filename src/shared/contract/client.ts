import type { EventName, Events } from './index.ts';

/** Whoever asked: a window, as the rest of main knows it. */
export interface Client {
  /** The same for as long as the window is there. */
  readonly id: number;
  /** Sends an event to this window alone; nothing happens once it is gone. */
  send<N extends EventName>(name: N, payload: Events[N]): void;
}
