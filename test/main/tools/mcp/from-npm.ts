import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ToolTransport } from '../../../../src/shared/model/tools.ts';

const require = createRequire(import.meta.url);

/** The package.json files of the servers from npm. */
const descriptions = {
  everything: require.resolve('@modelcontextprotocol/server-everything/package.json'),
  filesystem: require.resolve('@modelcontextprotocol/server-filesystem/package.json'),
  memory: require.resolve('@modelcontextprotocol/server-memory/package.json'),
  playwright: require.resolve('@playwright/mcp/package.json'),
  thinking: require.resolve('@modelcontextprotocol/server-sequential-thinking/package.json'),
} as const;
type NpmServer = keyof typeof descriptions;

/** The path of the script of a server from npm. */
export function pathFromNpm(name: NpmServer): string {
  const description = descriptions[name];
  const { bin } = JSON.parse(readFileSync(description, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(description), Object.values(bin)[0] ?? '');
}

/** The transport that runs a server from npm. */
export function fromNpm(name: NpmServer, ...args: readonly string[]): ToolTransport {
  const { execPath: command } = process;
  return { kind: 'stdio', command, arguments: [pathFromNpm(name), ...args], folder: '' };
}
