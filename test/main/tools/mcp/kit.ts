import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  openServersWith,
  type OpenServersOptions,
} from '../../../../src/main/tools/mcp/open-servers.ts';
import type {
  CallContext,
  ServersPort,
  ServersSurroundings,
} from '../../../../src/main/tools/ports.ts';
import { redact } from '../../../../src/main/wire/refusals/redact.ts';
import type {
  ToolServer,
  ToolServerState,
  ToolTransport,
} from '../../../../src/shared/model/tools.ts';
import { removeFolder } from '../../../scratch.ts';

/** Creates a folder that is removed when the test ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-mcp-'));
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** Creates the settings of a server. */
export function serverOf(transport: ToolTransport, rest: Partial<ToolServer> = {}): ToolServer {
  return {
    id: 'server-1',
    name: 'Test server',
    isEnabled: true,
    transport,
    fields: [],
    idleTimeoutSeconds: 60,
    totalTimeoutSeconds: 600,
    usesInstructions: true,
    allowsSampling: false,
    folders: [],
    ...rest,
  };
}

/** The transport that runs a file of `servers` with this Node. */
export function program(name: string, args: readonly string[] = []): ToolTransport {
  const path = join(import.meta.dirname, 'servers', `${name}.ts`);
  return { kind: 'stdio', command: process.execPath, arguments: [path, ...args], folder: '' };
}

/** The transport that runs a hostile server of this kind. */
export const hostile = (kind: string, ...args: readonly string[]): ToolTransport =>
  program('hostile', [kind, ...args]);

/** A file that a result contained. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mediaType: string;
}

/** The servers of one test, with everything they reported. */
export interface TestServers {
  readonly servers: ServersPort;
  readonly kept: readonly Kept[];
  readonly reported: readonly unknown[];
  /** Waits until a server is in this state. */
  readonly until: (serverId: string, kind: ToolServerState['kind']) => Promise<ToolServerState>;
  /** Waits until a condition is true. It is checked at each change. */
  readonly untilChange: (isSo: () => boolean) => Promise<void>;
}

/** Opens the servers as the app does, with short limits, and closes them when the test ends. */
export async function openTestServers(
  options: Partial<OpenServersOptions> = {},
  surroundings: Partial<ServersSurroundings> = {},
): Promise<TestServers> {
  const kept: Kept[] = [];
  const reported: unknown[] = [];
  const listeners = new Set<() => void>();
  const servers = await openServersWith({
    folder: options.folder ?? scratch(),
    version: '0.1.0',
    fetch: globalThis.fetch,
    redact,
    limits: { handshakeMs: 20_000, probeMs: 10_000 },
    backoff: [50, 50],
    ...options,
  })({
    files: {
      keep(bytes, { name, mediaType }) {
        kept.push({ bytes, name, mediaType });
        const attachment = 'a'.repeat(64);
        return Promise.resolve({ kind: 'file', attachment, name, mediaType, size: bytes.length });
      },
      readText: () => Promise.resolve(null),
    },
    report: (error) => reported.push(error),
    secretsOf: () => Promise.resolve({}),
    vaultOf: () => ({
      read: () => Promise.resolve(null),
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    }),
    onChange: () => listeners.forEach((listener) => listener()),
    ...surroundings,
  });
  onTestFinished(() => servers.close());

  function untilChange(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  }

  return {
    servers,
    kept,
    reported,
    untilChange,
    async until(serverId, kind) {
      const source = servers.source(serverId);
      await untilChange(() => source.state().kind === kind);
      return source.state();
    },
  };
}

/** Creates the context of a call that is never stopped. */
export function callContext(rest: Partial<CallContext> = {}): CallContext {
  return {
    conversationId: 'conversation',
    signal: new AbortController().signal,
    allowed: null,
    onProgress: () => undefined,
    room: () => Promise.resolve(25_000),
    ...rest,
  };
}

/** A signal that never aborts. */
export const noSignal = new AbortController().signal;
