import type { EventName } from './index.ts';

/**
 * The names of all events, for the IPC adapters; `satisfies` keeps the list complete. Separate from
 * the contract so that a window does not load the schemas, which only main uses.
 */
export const eventNames = Object.keys({
  head: 0,
  removed: 0,
  message: 0,
  outdated: 0,
  pruned: 0,
  text: 0,
  settled: 0,
  turn: 0,
  settings: 0,
  language: 0,
  prices: 0,
  storage: 0,
  job: 0,
  notice: 0,
  library: 0,
  api: 0,
  approval: 0,
  requests: 0,
  compactions: 0,
  tools: 0,
  assistants: 0,
  prompts: 0,
  undo: 0,
  updates: 0,
  draft: 0,
  menu: 0,
  arrival: 0,
  quick: 0,
  quickShortcut: 0,
} satisfies Record<EventName, 0>) as readonly EventName[];
