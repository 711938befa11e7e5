import type {
  OpenServers,
  ServersPort,
  Tool,
  ToolOutput,
  ToolSource,
} from '../../../src/main/tools/ports.ts';
import type { ToolServer } from '../../../src/shared/model/tools.ts';

/** Creates a tool as listed by a server. */
export function toolOf(name: string, more: Partial<Tool> = {}): Tool {
  const rest = {
    name,
    title: name,
    description: `Does ${name}.`,
    inputSchema: { type: 'object' },
    hints: { isReadOnly: false, isDestructive: false, reachesInternet: false },
    ...more,
  };
  return { ...rest, definition: more.definition ?? JSON.stringify(rest) };
}

/** A call received by a scripted server. */
export interface ServedCall {
  readonly server: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Creates servers with scripted tools and answers. Real servers are tested in `mcp`. */
export function scriptedServers() {
  const tools = new Map<string, readonly Tool[]>();
  const applied: ToolServer[] = [];
  const starts: string[] = [];
  const calls: ServedCall[] = [];
  const secrets: Record<string, Readonly<Record<string, string>>> = {};
  let answer: (call: ServedCall, signal: AbortSignal) => Promise<ToolOutput> = ({ name, args }) =>
    Promise.resolve({
      content: [{ kind: 'text', text: `${name} ${JSON.stringify(args)}` }],
      isError: false,
    });
  let hasClosed = false;
  let onChange: (serverId: string) => void = () => undefined;

  const open: OpenServers = (surroundings) => {
    ({ onChange } = surroundings);
    const servers = new Map<string, ToolServer>();
    const sources = new Map<string, ToolSource>();
    const sourceOf = (id: string): ToolSource => ({
      id,
      kind: 'server',
      get name() {
        return servers.get(id)?.name ?? '';
      },
      state: () =>
        servers.get(id)?.isEnabled === true
          ? {
              kind: 'ready',
              era: 'legacy',
              protocolVersion: '1',
              title: id,
              version: '1',
              instructions: '',
            }
          : { kind: 'off' },
      async tools() {
        const server = servers.get(id);
        if (server?.isEnabled !== true) return [];
        starts.push(id);
        secrets[id] = await surroundings.secretsOf(server);
        return tools.get(id) ?? [];
      },
      instructions: () => `Use ${id} well.`,
      call(name, args, { signal }) {
        const call = { server: id, name, args };
        calls.push(call);
        return answer(call, signal);
      },
    });
    const port: ServersPort = {
      apply(server) {
        applied.push(server);
        servers.set(server.id, server);
        return Promise.resolve();
      },
      source(id) {
        const source = sources.get(id) ?? sourceOf(id);
        sources.set(id, source);
        return source;
      },
      remove(id) {
        servers.delete(id);
        sources.delete(id);
        return Promise.resolve();
      },
      restart: (id) => {
        starts.push(`restart ${id}`);
        return Promise.resolve();
      },
      offers: () => {
        throw new Error('Scripted servers offer nothing to people.');
      },
      signIn: () => Promise.resolve(),
      log: () => [],
      readConfiguration: () => ({ servers: [], leftOut: [] }),
      close() {
        hasClosed = true;
        return Promise.resolve();
      },
    };
    return Promise.resolve(port);
  };

  return {
    open,
    applied,
    starts,
    calls,
    secrets,
    /** Sets the tools of a server. */
    list(id: string, ...listed: readonly Tool[]): void {
      tools.set(id, listed);
      onChange(id);
    },
    /** Sets the handler of all calls. */
    answerWith(next: typeof answer): void {
      answer = next;
    },
    hasClosed: () => hasClosed,
  };
}
