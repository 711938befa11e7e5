import type { EventName, Events } from './index.ts';

/** The sender of a command: a window, as the rest of main sees it. */
export interface Client {
  /** Unique and stable while the window exists. */
  readonly id: number;
  /** Sends an event to this window only. Does nothing once the window is gone. */
  send<N extends EventName>(name: N, payload: Events[N]): void;
}
