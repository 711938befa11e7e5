import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  findPortHolder,
  holderInLsof,
  holderInTaskList,
  inodesIn,
  pidInNetstat,
} from '../../../src/main/local-api/http/port-holder.ts';

/** Another process that listens on a port. */
async function otherProgram(
  host: string,
): Promise<{ readonly port: number; readonly pid: number }> {
  const code = `const server = require('node:net').createServer();
    server.listen(0, ${JSON.stringify(host)}, () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(said.toString()), pid: child.pid ?? 0 };
}

describe('who has a port', () => {
  it.skipIf(process.platform === 'win32').each(['127.0.0.1', '0.0.0.0', '::1'])(
    'is found by name and process when it listens on %s',
    async (host) => {
      const { port, pid } = await otherProgram(host);
      expect(await findPortHolder(port)).toEqual({ name: basename(process.execPath), pid });
    },
  );

  it('is nobody when the port is free', async () => {
    const { port, pid } = await otherProgram('127.0.0.1');
    process.kill(pid);
    await expect.poll(() => findPortHolder(port)).toBeNull();
  });

  it('is read from the table of Linux: only who listens, and only on this port', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1C07 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1C07 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 41002 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:1C08 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41003 1 0000000000000000 100 0 0 10 0
   3: garbage`;
    expect(inodesIn(table, 0x1c07)).toEqual(['41001']);
  });

  it('is read from lsof', () => {
    expect(holderInLsof('p812\ncollama\nf3\n')).toEqual({ name: 'ollama', pid: 812 });
    expect(holderInLsof('p812\ncLM\u001b[31m\u202eStudio\nf3\n')?.name).toBe('LM[31mStudio');
    expect(holderInLsof('')).toBeNull();
  });

  it('is read from netstat in any language, and from tasklist', () => {
    const table = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:17175        0.0.0.0:0              ABHÖREN          77
  TCP    127.0.0.1:7175         127.0.0.1:50000        HERGESTELLT      99
  TCP    127.0.0.1:7175         0.0.0.0:0              ABHÖREN          4321
  TCP    [::1]:7176             [::]:0                 ABHÖREN          5
`;
    expect(pidInNetstat(table, 7175)).toBe(4321);
    expect(pidInNetstat(table, 7176)).toBe(5);
    expect(pidInNetstat(table, 7177)).toBeNull();
    const list = '"node.exe","4321","Console","1","40,000 K"\r\n';
    expect(holderInTaskList(list, 4321)).toEqual({ name: 'node.exe', pid: 4321 });
    // Without permission to see its name, its process id is still reported.
    expect(holderInTaskList('INFO: No tasks.', 4321)?.pid).toBe(4321);
  });
});
