import { EventEmitter } from 'node:events';
import type { PageBase } from './page-base.ts';
import type { WebFrameMain } from './web-frame.ts';

type Handler = (event: object, ...args: readonly unknown[]) => unknown;

/** `ipcMain`, and the `ipc` of a WebContents. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    }
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** For the runtime itself. */
  handlerOf(channel: string): Handler | undefined {
    return this.#handlers.get(channel);
  }
}

/** The program's `ipcMain`. */
export const ipcMain = new IpcMain();

function eventFrom(sender: PageBase, senderFrame: WebFrameMain | null): object {
  return {
    type: 'frame',
    sender,
    senderFrame,
    processId: senderFrame?.processId ?? -1,
    frameId: senderFrame?.routingId ?? -1,
    frameTreeNodeId: senderFrame?.frameTreeNodeId ?? -1,
    ports: [],
    returnValue: undefined,
    reply: (channel: string, ...args: readonly unknown[]) => sender.send(channel, ...args),
  };
}

/** Delivers an `ipcRenderer.send`. */
export function deliverSend(
  sender: PageBase,
  frame: WebFrameMain | null,
  channel: string,
  args: readonly unknown[],
): void {
  const event = eventFrom(sender, frame);
  sender.emit('ipc-message', event, channel, ...args);
  sender.ipc.emit(channel, event, ...args);
  ipcMain.emit(channel, event, ...args);
}

/** Delivers an `ipcRenderer.invoke`. Rejects with the message that the renderer will see. */
export async function deliverInvoke(
  sender: PageBase,
  frame: WebFrameMain | null,
  channel: string,
  args: readonly unknown[],
): Promise<unknown> {
  const handler = sender.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel);
  try {
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return await handler(eventFrom(sender, frame), ...args);
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, {
      cause: error,
    });
  }
}
