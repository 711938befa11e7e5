import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ToolServer } from '../../../shared/model/tools.ts';
import type { ServersPort, ServersSurroundings, ToolSource } from '../ports.ts';
import { readConfiguration } from './configuration/read-configuration.ts';
import { usualLimits, type ConnectLimits, type ConnectSurroundings } from './connection.ts';
import { createSearchPath } from './environment/search-path.ts';
import { readVariables } from './environment/variables-file.ts';
import { bindingOf, openEras } from './eras.ts';
import { createServerLog, type ServerLog } from './log.ts';
import type { PersonPort } from './person.ts';
import { openRunningList } from './process/running.ts';
import { reapLeftovers, runningFolder } from './reap.ts';
import { usualBackoff } from './lifecycle.ts';
import { createServer, type RunningServer } from './server.ts';
import { createOffers, usualOfferLimits, type OfferLimits } from './offers/offers.ts';
import type { Session, SignInSurroundings } from './sign-in/session.ts';
import { sessionOf } from './sign-in/session-of.ts';

/** Dependencies of the servers besides those from the service. */
export interface OpenServersOptions {
  /**
   * A folder inside the data folder, for the list of running processes and the verdicts about
   * servers.
   */
  readonly folder: string;
  /** Parley's version. */
  readonly version: string;
  /** Requests to servers over HTTP. */
  readonly fetch: typeof globalThis.fetch;
  /** Removes secrets from a text. */
  readonly redact: (text: string, secrets: readonly string[]) => string;
  /** Without it, servers cannot ask the person anything. */
  readonly person?: PersonPort;
  /** Without it, the person cannot sign in to servers. */
  readonly signIn?: SignInSurroundings;
  readonly limits?: ConnectLimits;
  readonly offerLimits?: OfferLimits;
  /** Pauses before restarts, in ms. */
  readonly backoff?: readonly number[];
}

interface Kept {
  readonly server: ToolServer;
  readonly running: RunningServer;
  readonly session: () => Session | null;
  readonly log: ServerLog;
}

/**
 * Returns the settings that determine what a server runs. If they change, the server must be
 * stopped.
 */
function runs(server: ToolServer): string {
  return `${bindingOf(server)} ${server.isEnabled} ${server.allowsSampling} ${JSON.stringify(server.folders)}`;
}

/**
 * Returns the values of a server's fields by name, including secrets and the variables in its file.
 * A field overrides a variable of the file, as in VS Code. All values of the file count as secrets.
 */
async function valuesOf(
  server: ToolServer,
  { secretsOf }: Pick<ServersSurroundings, 'secretsOf'>,
  home: string,
): Promise<{ values: Readonly<Record<string, string>>; secrets: readonly string[] }> {
  const { transport, fields } = server;
  const hasSecrets = fields.some(({ value }) => value === null);
  const secrets = hasSecrets ? await secretsOf(server) : {};
  const plain = fields.flatMap(({ name, value }) => (value === null ? [] : [[name, value]]));
  const read =
    transport.kind === 'stdio' && transport.variablesFile !== undefined
      ? await readVariables({ path: transport.variablesFile, folder: transport.folder, home })
      : {};
  return {
    values: { ...read, ...Object.fromEntries(plain), ...secrets },
    secrets: [...Object.values(read), ...Object.values(secrets)],
  };
}

function openWith(options: OpenServersOptions, surroundings: ServersSurroundings): ServersPort {
  const { folder, version, fetch, redact, person, limits = usualLimits } = options;
  const { files, report, onChange } = surroundings;
  const now = Date.now;
  const home = homedir();
  const running = openRunningList(runningFolder(folder), report);
  const eras = openEras(join(folder, 'eras.json'), now, report);
  const searchPath = createSearchPath({ own: process.env, platform: process.platform, home });
  const connecting: ConnectSurroundings = {
    version,
    eras,
    running,
    searchPath,
    home,
    fetch,
    person: person ?? null,
    limits,
  };
  const servers = new Map<string, Kept>();

  function keep(server: ToolServer): Kept {
    let secrets: readonly string[] = [];
    const log = createServerLog(
      (text) => redact(text, [...secrets, ...(session()?.secrets() ?? [])]),
      now,
    );
    const session = sessionOf(() => servers.get(server.id) ?? null, {
      ...surroundings,
      surroundings: options.signIn ?? null,
      redact,
      now,
      note: log.note,
      onChange: () => onChange(server.id),
    });
    const made = createServer(server, {
      surroundings: connecting,
      files,
      log,
      async valuesOf(current) {
        const read = await valuesOf(current, surroundings, home);
        secrets = [...new Set([...secrets, ...read.secrets])];
        return read.values;
      },
      session,
      onChange: () => onChange(server.id),
      report,
      backoff: options.backoff ?? usualBackoff,
      now,
    });
    return { server, running: made, session, log };
  }

  function known(serverId: string): Kept {
    const kept = servers.get(serverId);
    if (kept === undefined) throw new Error(`The server ${serverId} was not applied.`);
    return kept;
  }

  return {
    async apply(server, haveSecretsChanged) {
      const kept = servers.get(server.id);
      if (kept === undefined) {
        servers.set(server.id, keep(server));
        return;
      }
      servers.set(server.id, { ...kept, server });
      const mustStop = haveSecretsChanged || runs(kept.server) !== runs(server);
      kept.running.update(server);
      // At another address, a sign-in that is running ends.
      kept.session();
      if (mustStop) await kept.running.stop();
    },
    source: (serverId): ToolSource => known(serverId).running.source,
    async remove(serverId) {
      const kept = servers.get(serverId);
      await kept?.running.stop();
      await kept?.session()?.signOut();
      servers.delete(serverId);
      eras.forget(serverId);
    },
    async restart(serverId) {
      const kept = known(serverId);
      searchPath.forget();
      await kept.running.stop();
      kept.running.start();
    },
    signIn(serverId, step) {
      known(serverId).session()?.step(step);
      return Promise.resolve();
    },
    log: (serverId) => servers.get(serverId)?.log.lines() ?? [],
    readConfiguration: (text) =>
      readConfiguration(text, { environment: process.env, home, platform: process.platform }),
    async close() {
      for (const { session } of servers.values()) session()?.cancel();
      await Promise.all([...servers.values()].map(({ running }) => running.stop()));
    },
    offers: (serverId) =>
      createOffers(known(serverId).running, options.offerLimits ?? usualOfferLimits),
  };
}

/** Creates the port. Ends processes that a killed Parley left running first. */
export function openServersWith(
  options: OpenServersOptions,
): (surroundings: ServersSurroundings) => Promise<ServersPort> {
  return async (surroundings) => {
    await reapLeftovers(options.folder, surroundings.report);
    return openWith(options, surroundings);
  };
}
