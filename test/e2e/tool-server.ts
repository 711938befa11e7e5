import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Provider } from '../provider/provider.ts';
import { launchParley, type Parley } from './launch.ts';
import { seedSettings } from './parley.ts';

const servers = join(import.meta.dirname, '../main/tools/mcp/servers');

/** A server of the tests that Parley starts with: a file of `servers` and its arguments. */
export interface SeededServer {
  readonly id: string;
  readonly name: string;
  readonly program: string;
  readonly arguments?: readonly string[];
}

/** Writes settings with one enabled tool server, on in new conversations beside these sources. */
export function seedServer(
  userData: string,
  provider: Provider,
  { id, name, program, arguments: args = [] }: SeededServer,
  ...sources: readonly string[]
): void {
  seedSettings(userData, provider, { tools: { on: [id, ...sources], off: [] } });
  const server = {
    id,
    name,
    isEnabled: true,
    transport: {
      kind: 'stdio',
      command: process.execPath,
      arguments: [join(servers, program), ...args],
      folder: '',
    },
    fields: [],
  };
  writeFileSync(
    join(userData, 'tools.json'),
    JSON.stringify({ version: 1, servers: [server], permissions: [], allowedHosts: [] }),
  );
}

/** Launches Parley with one enabled tool server, on in new conversations beside these sources. */
export function launchWithServer(
  provider: Provider,
  server: SeededServer,
  ...sources: readonly string[]
): Promise<Parley> {
  return launchParley({
    prepare: (userData) => seedServer(userData, provider, server, ...sources),
  });
}
