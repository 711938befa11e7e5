import type { EventName } from './index.ts';

/** Carries every command; the first argument is the command's name. */
export const commandChannel = 'parley:command';

/** Carries the paths of dropped files from the preload. The page cannot reach it. */
export const dropChannel = 'parley:drop';

/** Each event has a channel. */
export function eventChannel(name: EventName): string {
  return `parley:event:${name}`;
}
