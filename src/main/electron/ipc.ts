import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { commandChannel, dropChannel, eventChannel } from '../../shared/contract/channels.ts';
import type {
  CommandInput,
  commandInputs,
  CommandName,
  CommandOutputs,
  EventName,
  Events,
} from '../../shared/contract/index.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { errorOf, type ParleyError, type Result } from '../../shared/model/errors.ts';
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

const invalidInput: ParleyError = errorOf('request_not_understood', {});

type Schemas = typeof commandInputs;

function isCommandName(schemas: Schemas, name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(schemas, name);
}

async function answer<N extends CommandName>(
  handlers: Handlers,
  schemas: Schemas,
  name: N,
  payload: unknown,
  report: (error: unknown) => void,
): Promise<Result<CommandOutputs[N]>> {
  const input = schemas[name].safeParse(payload);
  if (!input.success) return { ok: false, error: invalidInput };
  try {
    return { ok: true, value: await handlers[name](input.data as CommandInput<N>) };
  } catch (error) {
    if (error instanceof ExpectedError) return { ok: false, error: error.error };
    report(error);
    return { ok: false, error: errorOf('internal_command', {}) };
  }
}

/**
 * Answers the commands of our own pages. Anything from elsewhere, or malformed, is refused. Returns what
 * makes the schemas of all commands: to be called while the page loads, for before that it would delay
 * the window, and after it the first command.
 */
export function answerCommands(handlers: Handlers, report: (error: unknown) => void): () => void {
  let loading: Promise<{ readonly commandInputs: Schemas }> | null = null;
  const load = (): Promise<{ readonly commandInputs: Schemas }> =>
    (loading ??= import('../../shared/contract/index.ts'));
  ipcMain.handle(commandChannel, async (event, name: unknown, payload: unknown) => {
    // The frame may be another one, or none, a moment later.
    const trusted = isTrusted(event);
    const { commandInputs: schemas } = await load();
    if (!trusted || !isCommandName(schemas, name)) return { ok: false, error: invalidInput };
    return answer(handlers, schemas, name, payload, report);
  });
  return () => void load().catch(report);
}

const mostDropped = 100;
const longestPath = 32_768;

function isPaths(paths: unknown): paths is readonly string[] {
  return (
    Array.isArray(paths) &&
    paths.length <= mostDropped &&
    paths.every((path) => typeof path === 'string' && path.length > 0 && path.length <= longestPath)
  );
}

/** Takes the paths of files that were dropped on our own page and answers with names for them. */
export function answerDrops(name: (paths: readonly string[]) => readonly string[]): void {
  ipcMain.handle(dropChannel, (event, paths: unknown) =>
    isTrusted(event) && isPaths(paths) ? name(paths) : [],
  );
}

/** Sends an event to every window that is there. */
export function emitToWindows<N extends EventName>(name: N, payload: Events[N]): void {
  for (const window of appWindows()) {
    if (!window.isDestroyed() && !window.webContents.isDestroyed()) {
      window.webContents.send(eventChannel(name), payload);
    }
  }
}
