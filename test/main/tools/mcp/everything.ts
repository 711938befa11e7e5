import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { pathFromNpm } from './from-npm.ts';
import { freePort } from '../../../free-port.ts';

/** Starts the `everything` server from npm over HTTP; it ends with the test. */
export async function everything(kind: 'streamableHttp' | 'sse') {
  const port = await freePort();
  const start = async (): Promise<() => Promise<void>> => {
    const child = spawn(process.execPath, [pathFromNpm('everything'), kind], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const end = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    onTestFinished(end);
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.includes(`port ${port}`)) break;
    }
    child.stderr.resume();
    return end;
  };
  const url = `http://127.0.0.1:${port}/${kind === 'sse' ? 'sse' : 'mcp'}`;
  return { url, end: await start(), start };
}
