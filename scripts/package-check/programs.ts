import { execFileSync, spawnSync } from 'node:child_process';

/** What a program prints. Throws if it fails. */
export function outputOf(program: string, ...parameters: readonly string[]): string {
  return execFileSync(program, parameters, {
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What a program complains about; null if it is content. */
export function complaintOf(program: string, ...parameters: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  const said = `${stdout}${stderr}`.trim();
  return status === 0 && said === '' ? null : said || `ended with ${status}`;
}
