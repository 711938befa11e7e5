import type { EventName } from './index.ts';

/**
 * One list of the names, for the adapters; `satisfies` keeps it complete. Apart from the contract,
 * so that a window does not load the schemas that only main checks with.
 */
export const eventNames = Object.keys({
  head: 0,
  removed: 0,
  message: 0,
  text: 0,
  settled: 0,
  turn: 0,
  settings: 0,
  prices: 0,
  storage: 0,
  job: 0,
  notice: 0,
  library: 0,
  api: 0,
  approval: 0,
  tools: 0,
  menu: 0,
} satisfies Record<EventName, 0>) as readonly EventName[];
