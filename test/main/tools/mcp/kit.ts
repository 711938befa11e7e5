import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  openServersWith,
  type McpServers,
  type OpenServersOptions,
} from '../../../../src/main/tools/mcp/open-servers.ts';
import type { CallContext, ServersSurroundings } from '../../../../src/main/tools/ports.ts';
import { redact } from '../../../../src/main/wire/refusals/redact.ts';
import type {
  ToolServer,
  ToolServerState,
  ToolTransport,
} from '../../../../src/shared/model/tools.ts';

/** A folder that goes when the test is over. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-mcp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server as a person sets one up. */
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
    ...rest,
  };
}

/** A server that this Node runs from a file of this folder. */
export function program(name: string, args: readonly string[] = []): ToolTransport {
  const path = join(import.meta.dirname, 'servers', `${name}.ts`);
  return { kind: 'stdio', command: process.execPath, arguments: [path, ...args], folder: '' };
}

/** A hostile server, by what is wrong with it. */
export const hostile = (kind: string, ...args: readonly string[]): ToolTransport =>
  program('hostile', [kind, ...args]);

/** What is kept of the bytes in results. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mediaType: string;
}

/** Servers that run for one test, with what they reported. */
export interface TestServers {
  readonly servers: McpServers;
  readonly kept: readonly Kept[];
  readonly reported: readonly unknown[];
  /** Waits until a server is in a state of this kind. */
  readonly until: (serverId: string, kind: ToolServerState['kind']) => Promise<ToolServerState>;
  /** Waits until something is so after a change. */
  readonly untilChange: (isSo: () => boolean) => Promise<void>;
}

/** Opens the port as the app does, with short limits. */
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
    vaultOf: () => ({ read: () => Promise.resolve(null), write: () => Promise.resolve() }),
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

/** The surroundings of a call that nobody stops. */
export function callContext(rest: Partial<CallContext> = {}): CallContext {
  return {
    conversationId: 'conversation',
    signal: new AbortController().signal,
    allowed: null,
    onProgress: () => undefined,
    ...rest,
  };
}

/** A signal that is never aborted. */
export const noSignal = new AbortController().signal;
