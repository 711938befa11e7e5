import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** A shell that takes longer is left alone: its files may wait for somebody to type; ms. */
const limitMs = 5000;

/** More is no list of variables; bytes. */
const mostOutput = 1_000_000;

/** The search path between two marks in what a shell printed; its files print things of their own around it. */
function pathIn(output: string, mark: string): string | null {
  const text = output.split(mark)[1];
  const line = text?.split('\n').find((each) => each.startsWith('PATH='));
  const path = line?.slice('PATH='.length).trim() ?? '';
  return path === '' ? null : path;
}

/**
 * The search path that the person's login shell sets up; null if it does not say within five seconds.
 * Programs that were started from a desktop have a shorter one.
 */
export function loginPath(
  shell: string,
  environment: NodeJS.ProcessEnv,
  timeoutMs = limitMs,
): Promise<string | null> {
  const mark = `parley-${randomUUID()}`;
  return new Promise((resolve) => {
    // Without a terminal of its own a shell that is interactive would stop this process.
    const child = spawn(shell, ['-ilc', `echo ${mark}; /usr/bin/env; echo ${mark}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
      env: { ...environment, TERM: 'dumb' },
    });
    let output = '';
    const finish = (path: string | null): void => {
      clearTimeout(timer);
      resolve(path);
      child.stdout.destroy();
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // All of it has ended.
      }
    };
    const timer = setTimeout(() => finish(null), timeoutMs);
    child.on('error', () => finish(null));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      // The second mark is the end of it, whatever the shell goes on to do.
      if (output.split(mark).length >= 3) finish(pathIn(output, mark));
      else if (output.length > mostOutput) finish(null);
    });
    child.on('close', () => finish(pathIn(output, mark)));
  });
}
