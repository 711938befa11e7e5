import { statSync } from 'node:fs';
import { expected, ExpectedError } from '../../../../shared/expected.ts';
import type { ToolTransport } from '../../../../shared/model/tools.ts';
import { createClient } from '../client.ts';
import { handshakeError, lastLogLines, errorMessage } from '../connect-error.ts';
import type { ConnectOptions, Connection } from '../connection.ts';
import { environmentOf, pathIn } from '../environment/environment.ts';
import { findCommand, withHome } from '../environment/find-command.ts';
import { loadSdk, type McpSdk } from '../sdk.ts';
import type { ProgramToRun } from './process-group.ts';
import { createStdioTransport, type StdioTransport } from './stdio-transport.ts';

type Stdio = Extract<ToolTransport, { kind: 'stdio' }>;

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // This user may not access the path.
    return false;
  }
}

/** Finds the program to run. Throws an ExpectedError if it does not exist. */
async function programOf(options: ConnectOptions, transport: Stdio): Promise<ProgramToRun> {
  const { home, searchPath, values } = options;
  const { platform, env } = process;
  const folder = transport.folder === '' ? home : withHome(transport.folder, home);
  if (!isFolder(folder)) throw expected('tool_folder_missing', { folder });
  const environment = environmentOf({
    own: env,
    platform,
    path: await searchPath.read(),
    entered: values,
  });
  const { command } = transport;
  const found = findCommand({
    command,
    folder,
    home,
    platform,
    path: pathIn(environment, platform),
    endings: environment['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD',
  });
  switch (found.kind) {
    case 'found':
      return { command: found.path, arguments: transport.arguments, folder, environment };
    case 'missing': {
      // A program installed just now may be in a folder that the shell added to its path since.
      searchPath.forget();
      throw expected('tool_command_missing', { command, folders: [...found.folders] });
    }
    case 'not_executable':
      throw expected('tool_command_not_executable', { path: found.path });
  }
}

function rejectWhenAborted(signal: AbortSignal): { promise: Promise<never>; stop: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return { promise, stop: () => signal.removeEventListener('abort', onAbort) };
}

type Attempt =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'failed'; readonly error: unknown; readonly transport: StdioTransport };

async function attempt(
  options: ConnectOptions,
  sdk: McpSdk,
  program: ProgramToRun,
  isLegacy: boolean,
): Promise<Attempt> {
  const { log, running, limits, signal } = options;
  log.begin();
  const transport = createStdioTransport({ program, log, running, parse: sdk.parseJSONRPCMessage });
  const client = createClient({ ...options, sdk, probeMs: isLegacy ? null : limits.probeMs });
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  Object.assign(transport, { onclose: resolve });
  const aborted = rejectWhenAborted(signal);
  try {
    const connecting = client.connect(transport, {
      timeout: limits.handshakeMs,
      ...(isLegacy ? { prior: { kind: 'legacy' } } : {}),
    });
    // This also rejects after the other promise has won the race.
    connecting.catch(() => undefined);
    await Promise.race([connecting, aborted.promise]);
    const close = async (): Promise<void> => {
      await transport.close();
    };
    return {
      kind: 'connected',
      connection: { client, isRemote: false, refusal: () => null, closed, close },
    };
  } catch (error) {
    await transport.close();
    return { kind: 'failed', error, transport };
  } finally {
    aborted.stop();
  }
}

function errorOf(
  options: ConnectOptions,
  sdk: McpSdk,
  { error, transport }: Extract<Attempt, { kind: 'failed' }>,
): ExpectedError {
  const { server, log, limits } = options;
  if (error instanceof ExpectedError) return error;
  if (transport.pid === null) {
    return expected('tool_server_not_started', { server: server.name, said: errorMessage(error) });
  }
  const end = transport.endedByItself();
  if (end !== null) {
    return expected('tool_server_ended', { server: server.name, ...end }, lastLogLines(log));
  }
  const { handshakeMs } = limits;
  return handshakeError(sdk, error, { server: server.name, log, handshakeMs });
}

/** Starts a program and completes the handshake. */
export async function connectStdio(options: ConnectOptions, transport: Stdio): Promise<Connection> {
  const { server, eras, log, signal } = options;
  const [sdk, program] = await Promise.all([loadSdk(), programOf(options, transport)]);
  signal.throwIfAborted();
  log.note({ kind: 'start', command: [program.command, ...program.arguments].join(' ') });
  const knownLegacy = eras.read(server) === 'legacy';
  let result = await attempt(options, sdk, program, knownLegacy);
  signal.throwIfAborted();
  if (result.kind === 'failed' && !knownLegacy && result.transport.endedByItself() !== null) {
    // Servers of the older era may exit at a request that they do not know.
    log.note({ kind: 'older_era' });
    result = await attempt(options, sdk, program, true);
    signal.throwIfAborted();
  }
  if (result.kind === 'failed') {
    eras.forget(server.id);
    throw errorOf(options, sdk, result);
  }
  const era = result.connection.client.getProtocolEra();
  if (era === 'legacy') eras.write(server, 'legacy');
  return result.connection;
}
