import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join, win32 } from 'node:path';
import { t } from '../../../shared/language/translate.ts';
import type { PortHolder } from '../../../shared/model/api.ts';

/** How long to search for the program that uses the port (ms). */
const deadlineMs = 3000;
/** The most processes and open files to examine. */
const maxProcesses = 4000;
const maxFiles = 4000;
/** The most output read from a system program (bytes). */
const maxOutput = 4 * 1024 * 1024;
const longestName = 60;

/** A name that is safe to show in a sentence; null if nothing is left of it. */
function plainName(name: string): string | null {
  const plain = name.replace(/[^\P{C}]/gu, '').trim();
  if (plain === '') return null;
  return Array.from(plain).slice(0, longestName).join('');
}

function holder(name: string, pid: number): PortHolder | null {
  const plain = plainName(name);
  return plain === null || !Number.isSafeInteger(pid) || pid <= 0 ? null : { name: plain, pid };
}

/** Inodes of the sockets that listen on `port`, from a text such as `/proc/net/tcp`. */
export function inodesIn(table: string, port: number): readonly string[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [, hex = ''] = local.split(':');
    const isListening = state === '0A' && Number.parseInt(hex, 16) === port;
    return isListening && inode !== undefined && inode !== '0' ? [inode] : [];
  });
}

/** Searches the open files of all processes that this user may examine. */
async function holderOnLinux(port: number, signal: AbortSignal): Promise<PortHolder | null> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) =>
    readFile(path, { encoding: 'utf8', signal }).catch(() => ''),
  );
  const sockets = new Set(
    (await Promise.all(tables)).flatMap((table) =>
      inodesIn(table, port).map((inode) => `socket:[${inode}]`),
    ),
  );
  if (sockets.size === 0) return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids.slice(0, maxProcesses)) {
    // The process belongs to another user, or has ended.
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    signal.throwIfAborted();
    const links = files.slice(0, maxFiles).map((file) => readlink(`/proc/${pid}/fd/${file}`));
    const targets = await Promise.allSettled(links);
    if (!targets.some((each) => each.status === 'fulfilled' && sockets.has(each.value))) continue;
    const [command = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    return holder(basename(command), Number(pid));
  }
  return null;
}

/** Runs a system program, without a shell, and returns its output. */
function outputOf(
  program: string,
  parameters: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      parameters,
      { signal, maxBuffer: maxOutput, windowsHide: true },
      (error, output) => {
        if (error === null) resolve(output);
        else reject(error);
      },
    );
  });
}

/**
 * Parses the output of `lsof -F pc`: a line `p` with the process id, then a line `c` with its name.
 */
export function holderInLsof(output: string): PortHolder | null {
  const [, pid = '', name = ''] = /^p(\d+)\nc(.*)$/m.exec(output) ?? [];
  return holder(name, Number(pid));
}

/**
 * Finds the process that listens on `port` in the output of `netstat -ano`, in any system language.
 */
export function pidInNetstat(output: string, port: number): number | null {
  for (const line of output.split(/\r?\n/)) {
    const [protocol, local = '', foreign = '', ...rest] = line.trim().split(/\s+/);
    const listens = foreign === '0.0.0.0:0' || foreign === '[::]:0';
    if (protocol === 'TCP' && listens && local.endsWith(`:${port}`)) {
      const pid = Number(rest.at(-1));
      return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
    }
  }
  return null;
}

/** Parses the name from the output of `tasklist /fo csv /nh`. */
export function holderInTaskList(output: string, pid: number): PortHolder | null {
  const [, name = ''] = /^"([^"]*)","(\d+)"/m.exec(output) ?? [];
  return holder(name === '' ? t('settings.api.a_program') : name, pid);
}

async function holderOnWindows(port: number, signal: AbortSignal): Promise<PortHolder | null> {
  const folder = win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32');
  const pid = pidInNetstat(await outputOf(join(folder, 'netstat.exe'), ['-ano'], signal), port);
  if (pid === null) return null;
  const parameters = ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh'];
  const list = await outputOf(join(folder, 'tasklist.exe'), parameters, signal).catch(() => '');
  return holderInTaskList(list, pid);
}

/**
 * The program that listens on `port` of this machine; null if the system does not say, or not in
 * time.
 */
export async function findPortHolder(port: number): Promise<PortHolder | null> {
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    if (process.platform === 'linux') return await holderOnLinux(port, signal);
    if (process.platform === 'win32') return await holderOnWindows(port, signal);
    if (process.platform !== 'darwin') return null;
    const parameters = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'];
    return holderInLsof(await outputOf('/usr/sbin/lsof', parameters, signal));
  } catch {
    // This is optional: without it, the message says "Another program".
    return null;
  }
}
