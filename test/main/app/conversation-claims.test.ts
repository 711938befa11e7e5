import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createConversationClaims } from '../../../src/main/app/conversation-claims.ts';
import { systemTimers } from '../../../src/main/disk/timers.ts';
import { newRoot } from '../store/support.ts';

const holder = join(import.meta.dirname, 'claim-holder.ts');

it('a conversation that another program has is refused, and free again when that program is killed', async () => {
  const root = newRoot();
  mkdirSync(join(root, 'conversations'), { recursive: true });
  const other = spawn(process.execPath, [holder, root, 'one'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  const claims = createConversationClaims(root, systemTimers);
  const runs: string[] = [];
  const run = (id: string) =>
    claims.hold(id, () => {
      runs.push(id);
      return Promise.resolve();
    });
  await expect(run('one')).rejects.toMatchObject({ error: { code: 'answered_elsewhere' } });
  await run('two');
  other.kill('SIGKILL');
  await once(other, 'exit');
  await run('one');
  expect(runs).toEqual(['two', 'one']);
});

it('an error of the work is told as it is', async () => {
  const claims = createConversationClaims(newRoot(), systemTimers);
  const busy = Object.assign(new Error('busy'), { code: 'EBUSY' });
  await expect(claims.hold('one', () => Promise.reject(busy))).rejects.toBe(busy);
});
