import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { idOf } from './samples.ts';
import { newRoot } from './support.ts';

const script = join(import.meta.dirname, 'full-disk.ts');

/**
 * Ways to get a 1 MB disk that exists for one process only and needs no cleanup, tried in this
 * order.
 */
const mounts = [
  ['unshare', '--mount'],
  // Without being root, where the system allows user namespaces.
  ['unshare', '--user', '--map-root-user', '--mount'],
];

/** Runs the script on a small disk; null if none can be made. */
function runOnSmallDisk(): string | null {
  const folder = newRoot();
  const command = 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" "$3" "$1"';
  for (const [program = '', ...flags] of mounts) {
    const parameters = [...flags, 'sh', '-c', command, 'sh', folder, process.execPath, script];
    const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
    if (status === 0) return stdout;
    const cannotMount = /unshare|mount|ENOENT/.test(stderr ?? '') || status === null;
    if (!cannotMount) throw new Error(stderr);
  }
  return null;
}

test('a disk that really fills up in mid-stream and gets space again loses and doubles nothing', () => {
  const output = runOnSmallDisk();
  if (output === null) {
    // crash.test.ts tests the same through the file system interface, call by call.
    console.log('No small disk can be mounted here: only the simulated full disk was tested.');
    return;
  }
  const result = JSON.parse(output) as {
    readonly filled: number;
    readonly files: readonly string[];
  };
  console.log(`filled up a disk of 1 MB with ${result.filled} bytes in mid-stream`);
  expect(result).toMatchObject({
    whileStreaming: {
      kind: 'unsaved',
      reason: { code: 'disk_refused', params: { disk: { code: 'ENOSPC' } } },
    },
    wasSaved: false,
    wasCreated: false,
    states: ['unsaved', 'saved'],
    notices: [],
    heads: 2,
    isSame: [true, true],
    drafts: [{ conversationId: idOf(2), text: 'typed while it was full' }],
    systemPrompt: 'set while it was full',
  });
  expect(result.files).toEqual([
    'conversations',
    `conversations/${idOf(1)}.json`,
    `conversations/${idOf(2)}.json`,
    'drafts',
    `drafts/${idOf(2)}.json`,
    'settings.json',
  ]);
}, 60_000);
