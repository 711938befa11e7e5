import type { EventEmitter } from 'node:events';

/** The first argument of Electron's listeners. */
export interface ElectronEvent {
  readonly preventDefault: () => void;
  readonly defaultPrevented: boolean;
}

/** An event with additional fields. */
export function createEvent<T extends object>(fields: T): ElectronEvent & T {
  let prevented = false;
  return Object.defineProperties(fields, {
    preventDefault: {
      value: () => {
        prevented = true;
      },
    },
    defaultPrevented: { get: () => prevented },
  }) as ElectronEvent & T;
}

/** Emits an event and returns whether a listener has called `preventDefault`. */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  fields: object,
  ...args: readonly unknown[]
): boolean {
  const event = createEvent(fields);
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}
