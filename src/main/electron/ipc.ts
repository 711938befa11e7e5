import { ipcMain } from 'electron';
import { commandChannel, dropChannel } from '../../shared/contract/channels.ts';
import type { Handlers } from '../../shared/contract/handlers.ts';
import type { EventName, Events } from '../../shared/contract/index.ts';
import { appClients, clientOf } from './clients.ts';
import { createAnswerer, isPaths, isTrusted } from './ipc-answers.ts';

/**
 * Answers the commands of our own pages. Returns a function that builds the schemas of all
 * commands, to be called while the page loads.
 */
export function answerCommands(
  loadHandlers: () => Promise<Handlers>,
  report: (error: unknown) => void,
): () => void {
  const answerer = createAnswerer(loadHandlers, report);
  ipcMain.handle(commandChannel, (event, name: unknown, payload: unknown) =>
    answerer.answer(event.senderFrame, clientOf(event.sender), name, payload),
  );
  return answerer.prepare;
}

/** Receives the paths of files dropped on our own page and answers with names for them. */
export function answerDrops(name: (paths: readonly string[]) => readonly string[]): void {
  ipcMain.handle(dropChannel, (event, paths: unknown) =>
    isTrusted(event.senderFrame) && isPaths(paths) ? name(paths) : [],
  );
}

/** Sends an event to every open window. */
export function emitToWindows<N extends EventName>(name: N, payload: Events[N]): void {
  for (const client of appClients()) client.send(name, payload);
}
