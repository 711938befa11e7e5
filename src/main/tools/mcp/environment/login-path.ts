import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** Time limit for the shell, in ms. Its startup files may wait for input. */
const limitMs = 5000;

/** The longest output that can be a list of variables, in bytes. */
const maxOutput = 1_000_000;

/**
 * Returns the search path between two marks in a shell's output. Its startup files may print before
 * and after them.
 */
function pathIn(output: string, mark: string): string | null {
  const text = output.split(mark)[1];
  const line = text?.split('\n').find((each) => each.startsWith('PATH='));
  const path = line?.slice('PATH='.length).trim() ?? '';
  return path === '' ? null : path;
}

/**
 * Returns the search path that the person's login shell sets up; null if the shell does not answer
 * within five seconds. Programs started from a desktop have a shorter path.
 */
export function loginPath(
  shell: string,
  environment: NodeJS.ProcessEnv,
  timeoutMs = limitMs,
): Promise<string | null> {
  const mark = `parley-${randomUUID()}`;
  return new Promise((resolve) => {
    // An interactive shell without its own terminal would stop this process.
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
        // The whole group has ended already.
      }
    };
    const timer = setTimeout(() => finish(null), timeoutMs);
    child.on('error', () => finish(null));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      // The second mark ends the output, whatever the shell does afterwards.
      if (output.split(mark).length >= 3) finish(pathIn(output, mark));
      else if (output.length > maxOutput) finish(null);
    });
    child.on('close', () => finish(pathIn(output, mark)));
  });
}
