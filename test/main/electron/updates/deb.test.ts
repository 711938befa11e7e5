import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDebInstaller } from '../../../../src/main/electron/updates/deb.ts';
import type { ReadyPackage } from '../../../../src/main/updates/updater.ts';
import { removeFolder, scratchFolder } from '../../../scratch.ts';

let folder = '';
const record = (): string => join(folder, 'record');

beforeEach(() => {
  folder = fs.mkdtempSync(join(scratchFolder(), 'parley-deb-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  removeFolder(folder);
});

const recorded = (): readonly string[] =>
  fs.existsSync(record()) ? fs.readFileSync(record(), 'utf8').trim().split('\n') : [];

/** A program that writes down how it was started, and then does what is given. */
function standIn(name: string, does = 'exit 0'): void {
  const bin = join(folder, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $1" >> '${record()}'\n${does}\n`, {
    mode: 0o755,
  });
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH'] ?? ''}`);
}

/** Runs as whom it finds itself, without asking. */
const asGiven = 'shift; exec "$@"';
/** Installs: keeps what it was given, as dpkg would. */
const dpkg = (): string => `cp "$2" '${join(folder, 'installed')}'`;

function readyPackage(content = 'a package'): ReadyPackage {
  const path = join(folder, "Parley's new.deb");
  fs.writeFileSync(path, content);
  const sha512 = createHash('sha512').update('a package').digest('hex');
  return { kind: 'deb', path, version: '1.1.0', sha512 };
}

describe('the installer of Debian packages', () => {
  it('asks first, installs when it is told to, and then starts Parley', async () => {
    standIn('pkexec', asGiven);
    standIn('dpkg', dpkg());
    const startAgain = vi.fn<() => void>();
    const installer = createDebInstaller(startAgain);
    const ready = readyPackage();
    await installer.prepare(ready);
    expect(recorded()).toEqual(['pkexec --disable-internal-agent']);
    // What was allowed is installed, whatever lies there by now.
    fs.writeFileSync(ready.path, 'somebody else’s');
    await installer.install(ready);
    expect(recorded()).toEqual(['pkexec --disable-internal-agent', 'dpkg -i']);
    expect(fs.readFileSync(join(folder, 'installed'), 'utf8')).toBe('a package');
    expect(startAgain).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['the dialog was closed', 'exit 126', { code: 'update_dismissed' }],
    [
      'it is not authorised',
      'echo "Error executing command as another user: Not authorized" >&2; exit 127',
      { code: 'update_not_allowed' },
    ],
    [
      'it fails otherwise',
      'echo "pkexec must be setuid root" >&2; exit 1',
      { code: 'update_not_startable', params: { said: 'pkexec must be setuid root' } },
    ],
  ])('says so while the windows are there if %s, and asks again', async (_what, does, error) => {
    standIn('pkexec', does);
    standIn('dpkg', dpkg());
    const startAgain = vi.fn<() => void>();
    const installer = createDebInstaller(startAgain);
    await expect(installer.prepare(readyPackage())).rejects.toMatchObject({ error });
    await expect(installer.install(readyPackage())).rejects.toThrow('Nothing is allowed');
    standIn('pkexec', asGiven);
    await installer.prepare(readyPackage());
    await installer.install(readyPackage());
    expect(startAgain).toHaveBeenCalledTimes(1);
  });

  it('names the command for an administrator if there is no pkexec', async () => {
    vi.stubEnv('PATH', join(folder, 'nothing'));
    const ready = readyPackage();
    const command = `sudo apt install '${folder}/Parley'\\''s new.deb'`;
    await expect(createDebInstaller(() => undefined).prepare(ready)).rejects.toMatchObject({
      error: { code: 'update_not_allowed', params: { command } },
    });
  });

  it('refuses a package that is not the one that was signed', async () => {
    standIn('pkexec', asGiven);
    standIn('dpkg', dpkg());
    const installer = createDebInstaller(() => undefined);
    await expect(installer.prepare(readyPackage('another'))).rejects.toMatchObject({
      error: { code: 'update_not_startable' },
    });
    expect(recorded()).toEqual(['pkexec --disable-internal-agent']);
  });

  it('has apt-get fetch what is missing, with the same password', async () => {
    standIn('pkexec', asGiven);
    standIn('dpkg', 'echo "dependency problems" >&2; exit 1');
    standIn('apt-get');
    const startAgain = vi.fn<() => void>();
    const installer = createDebInstaller(startAgain);
    await installer.prepare(readyPackage());
    await installer.install(readyPackage());
    expect(recorded()).toEqual(['pkexec --disable-internal-agent', 'dpkg -i', 'apt-get install']);
    expect(startAgain).toHaveBeenCalledTimes(1);
  });

  it('says what failed, and installs nothing that was abandoned', async () => {
    standIn('pkexec', asGiven);
    standIn('dpkg', 'echo "dpkg frontend lock is locked" >&2; exit 2');
    standIn('apt-get', 'exit 100');
    const startAgain = vi.fn<() => void>();
    const installer = createDebInstaller(startAgain);
    await installer.prepare(readyPackage());
    await expect(installer.install(readyPackage())).rejects.toMatchObject({
      error: { code: 'update_not_startable', params: { said: 'dpkg frontend lock is locked' } },
    });
    await installer.prepare(readyPackage());
    const before = recorded().length;
    installer.abandon();
    await expect(installer.install(readyPackage())).rejects.toThrow('Nothing is allowed');
    expect(recorded().length).toBe(before);
    expect(startAgain).not.toHaveBeenCalled();
  });
});
