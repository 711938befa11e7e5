import type { EventName } from './index.ts';

/** The channel that carries every command; its first argument is the command's name. */
export const commandChannel = 'parley:command';

/** Carries the paths of dropped files from the preload; the page itself cannot reach it. */
export const dropChannel = 'parley:drop';

/** Events have a channel each. */
export function eventChannel(name: EventName): string {
  return `parley:event:${name}`;
}
