import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ToolTransport } from '../../../../src/shared/model/tools.ts';

const require = createRequire(import.meta.url);

/** The file that a server from npm runs. */
export function pathFromNpm(name: string): string {
  const description = require.resolve(`@modelcontextprotocol/${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(description, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(description), Object.values(bin)[0] ?? '');
}

/** The program of a server from npm. */
export function fromNpm(name: string, ...args: readonly string[]): ToolTransport {
  const { execPath: command } = process;
  return { kind: 'stdio', command, arguments: [pathFromNpm(name), ...args], folder: '' };
}
