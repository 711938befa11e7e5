/**
 * A Parley with only tool servers, to be killed: `node host.ts <folder> <file of pids> [reap]`.
 * Prints `ready` when five servers are running. With `reap`, ends the leftover servers of the
 * folder instead.
 */
import { join } from 'node:path';
import { openServersWith } from '../../../../../src/main/tools/mcp/open-servers.ts';
import { reapLeftovers } from '../../../../../src/main/tools/mcp/reap.ts';

const [, , folder = '', file = '', what = 'run'] = process.argv;
const never = new AbortController().signal;

if (what === 'reap') {
  const count = await reapLeftovers(folder, (error) => {
    throw error;
  });
  console.log(`reaped ${count}`);
} else {
  const servers = await openServersWith({
    folder,
    version: '0.1.0',
    fetch: globalThis.fetch,
    redact: (text) => text,
  })({
    files: {
      keep: () => Promise.reject(new Error('unused')),
      readText: () => Promise.resolve(null),
    },
    report: (error) => console.error(error),
    secretsOf: () => Promise.resolve({}),
    vaultOf: () => ({
      read: () => Promise.resolve(null),
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    }),
    onChange: () => undefined,
  });
  const path = join(import.meta.dirname, 'hostile.ts');
  const ids = ['1', '2', '3', '4', '5'];
  await Promise.all(
    ids.map(async (id) => {
      await servers.apply(
        {
          id,
          name: `Server ${id}`,
          isEnabled: true,
          // When its input closes, the last server ends and leaves its grandchild alone in the
          // group.
          transport: {
            kind: 'stdio',
            command: process.execPath,
            arguments: [path, id === '5' ? 'ends-before-grandchild' : 'stubborn', file],
            folder: '',
          },
          fields: [],
          idleTimeoutSeconds: 60,
          totalTimeoutSeconds: 600,
          usesInstructions: true,
          allowsSampling: false,
          folders: [],
        },
        false,
      );
      await servers.source(id).tools(never);
      const { kind } = servers.source(id).state();
      if (kind !== 'ready') throw new Error(`Server ${id} is ${kind}`);
    }),
  );
  console.log('ready');
}
