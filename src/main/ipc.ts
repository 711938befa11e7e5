import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as z from 'zod';
import { commandChannel, dropChannel, eventChannel } from '../shared/channels.ts';
import {
  commandInputs,
  type CommandInput,
  type CommandName,
  type CommandOutputs,
  type EventName,
  type Events,
} from '../shared/contract.ts';
import { ExpectedError, type ParleyError, type Result } from '../shared/errors.ts';
import { isAppPage } from './origin.ts';
import { appWindows } from './app-windows.ts';

/** One function per command: a missing or surplus one does not compile. */
export type Handlers = {
  readonly [N in CommandName]: (
    input: CommandInput<N>,
  ) => Promise<CommandOutputs[N]> | CommandOutputs[N];
};

/** Only our own page in the top frame of a window may command. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppPage(frame.url);
}

const invalidInput: ParleyError = {
  kind: 'invalid',
  message: 'Parley could not understand that request. Reload the window and try again.',
  retryable: false,
};

function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commandInputs, name);
}

async function answer<N extends CommandName>(
  handlers: Handlers,
  name: N,
  payload: unknown,
  report: (error: unknown) => void,
): Promise<Result<CommandOutputs[N]>> {
  const input = commandInputs[name].safeParse(payload);
  if (!input.success) return { ok: false, error: invalidInput };
  try {
    return { ok: true, value: await handlers[name](input.data as CommandInput<N>) };
  } catch (error) {
    if (error instanceof ExpectedError) return { ok: false, error: error.error };
    report(error);
    return {
      ok: false,
      error: {
        kind: 'internal',
        message: 'Something went wrong inside Parley. Try again; if it stays, restart the app.',
        retryable: true,
      },
    };
  }
}

/** Answers the commands of our own pages. Anything from elsewhere, or malformed, is refused. */
export function answerCommands(handlers: Handlers, report: (error: unknown) => void): void {
  ipcMain.handle(commandChannel, (event, name: unknown, payload: unknown) => {
    if (!isTrusted(event) || !isCommandName(name)) return { ok: false, error: invalidInput };
    return answer(handlers, name, payload, report);
  });
}

const droppedPathsSchema = z.array(z.string().min(1).max(32_768)).max(100);

/** Takes the paths of files that were dropped on our own page and answers with names for them. */
export function answerDrops(name: (paths: readonly string[]) => readonly string[]): void {
  ipcMain.handle(dropChannel, (event, paths: unknown) => {
    const given = droppedPathsSchema.safeParse(paths);
    return isTrusted(event) && given.success ? name(given.data) : [];
  });
}

/** Sends an event to every window that is there. */
export function emitToWindows<N extends EventName>(name: N, payload: Events[N]): void {
  for (const window of appWindows()) {
    if (!window.isDestroyed() && !window.webContents.isDestroyed()) {
      window.webContents.send(eventChannel(name), payload);
    }
  }
}
