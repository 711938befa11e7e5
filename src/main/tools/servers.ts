import { isDeepStrictEqual } from 'node:util';
import { expected } from '../../shared/expected.ts';
import type { CommandInput } from '../../shared/contract/index.ts';
import type { ToolServer, ToolTransport } from '../../shared/model/tools.ts';
import { identityOf } from './approvals/pins.ts';
import type { ToolsFilePort } from './kept.ts';
import type { FilesPort, OpenServers, ServersPort, ToolSource } from './ports.ts';
import type { ToolSecrets } from './secrets.ts';

/** Dependencies of the servers. */
export interface ServersOptions {
  readonly file: ToolsFilePort;
  readonly secrets: ToolSecrets;
  /** null if this program runs no servers. */
  readonly openServers: OpenServers | null;
  readonly files: FilesPort;
  readonly newId: () => string;
  /** Called when the state or the tools of a server have changed. */
  readonly onChange: (serverId: string) => void;
  readonly report: (error: unknown) => void;
}

/**
 * The tool servers that are set up. The code that runs them is loaded once there is one. Functions
 * throw ExpectedErrors.
 */
export interface Servers {
  list(): readonly ToolServer[];
  /** Returns the sources of all servers in order; none if this program runs no servers. */
  sources(): Promise<readonly ToolSource[]>;
  save(input: CommandInput<'tools.saveServer'>): Promise<ToolServer>;
  enable(serverId: string, isEnabled: boolean): Promise<void>;
  remove(serverId: string): Promise<void>;
  /** Returns the identity of a server (see `identityOf`); null if there is no such server. */
  identity(serverId: string): string | null;
  /** Returns the port that runs the servers. */
  port(): Promise<ServersPort>;
  /** Stops all running servers. Never rejects. */
  close(): Promise<void>;
}

function checkedTransport(transport: ToolTransport): ToolTransport {
  if (transport.kind === 'stdio') return transport;
  const url = URL.parse(transport.url.trim());
  if (url === null) throw expected('address_unreadable', {});
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw expected('address_scheme', { scheme: url.protocol.slice(0, -1) });
  }
  if (url.username !== '' || url.password !== '') throw expected('address_with_credentials', {});
  return { kind: 'http', url: url.href };
}

/** Creates the servers. */
export function createServers(options: ServersOptions): Servers {
  const { file, secrets, files, report, onChange } = options;
  let opened: Promise<ServersPort> | null = null;
  /** The settings last applied to the port, by server. */
  const applied = new Map<string, ToolServer>();

  const find = (serverId: string): ToolServer => {
    const found = file.read().servers.find(({ id }) => id === serverId);
    if (found === undefined) throw expected('tool_server_not_set_up', {});
    return found;
  };

  async function port(): Promise<ServersPort> {
    if (options.openServers === null) throw expected('tool_servers_unavailable', {});
    opened ??= options.openServers({
      files,
      report,
      onChange,
      secretsOf: (server) => secrets.of(server),
      vaultOf: (server) => secrets.vaultOf(server),
    });
    return opened;
  }

  async function apply(server: ToolServer, haveSecretsChanged: boolean): Promise<void> {
    applied.set(server.id, server);
    await (await port()).apply(server, haveSecretsChanged);
  }

  /**
   * Applies all servers that the port does not know as they are now: at first every one, later those
   * that a restore or another process has added or changed. Removes those that are gone.
   */
  async function catchUp(): Promise<void> {
    const { servers } = file.read();
    const gone = [...applied.keys()].filter((id) => servers.every((server) => server.id !== id));
    const changed = servers.filter((server) => !isDeepStrictEqual(applied.get(server.id), server));
    for (const id of gone) applied.delete(id);
    const all = await port();
    await Promise.all([
      ...gone.map((id) => all.remove(id)),
      ...changed.map((server) => apply(server, false)),
    ]);
  }

  async function put(server: ToolServer, haveSecretsChanged: boolean): Promise<void> {
    await file.update((before) => ({
      ...before,
      servers: before.servers.some(({ id }) => id === server.id)
        ? before.servers.map((each) => (each.id === server.id ? server : each))
        : [...before.servers, server],
    }));
    await apply(server, haveSecretsChanged);
    if (!server.isEnabled) return;
    const source = (await port()).source(server.id);
    source.tools(new AbortController().signal).catch(report);
  }

  return {
    list: () => file.read().servers,
    async sources() {
      const servers = file.read().servers;
      const hasNone = servers.length === 0 && applied.size === 0;
      if (hasNone || options.openServers === null) return [];
      await catchUp();
      const all = await port();
      return servers.map(({ id }) => all.source(id));
    },
    async save({ fields: wanted, id, ...form }) {
      const before = id === undefined ? null : find(id);
      const transport = checkedTransport(form.transport);
      const server = { ...before, ...form, transport, id: id ?? options.newId() };
      const { fields, haveChanged } = await secrets.keep(server, before, wanted);
      const whole: ToolServer = { ...server, fields };
      await put(whole, haveChanged);
      return whole;
    },
    enable: (serverId, isEnabled) =>
      Promise.resolve().then(() => put({ ...find(serverId), isEnabled }, false)),
    async remove(serverId) {
      find(serverId);
      await (await port()).remove(serverId);
      applied.delete(serverId);
      await secrets.remove(serverId);
      await file.update((before) => ({
        ...before,
        servers: before.servers.filter(({ id }) => id !== serverId),
        permissions: before.permissions.filter(({ source }) => source !== serverId),
      }));
    },
    identity(serverId) {
      const server = file.read().servers.find(({ id }) => id === serverId);
      return server === undefined ? null : identityOf(server);
    },
    port,
    async close() {
      if (opened === null) return;
      await opened.then((all) => all.close()).catch(report);
    },
  };
}
