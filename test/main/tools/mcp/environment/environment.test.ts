import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  environmentOf,
  pathIn,
} from '../../../../../src/main/tools/mcp/environment/environment.ts';
import { findCommand } from '../../../../../src/main/tools/mcp/environment/find-command.ts';
import { knownFolders } from '../../../../../src/main/tools/mcp/environment/known-folders.ts';
import { loginPath } from '../../../../../src/main/tools/mcp/environment/login-path.ts';
import { createSearchPath } from '../../../../../src/main/tools/mcp/environment/search-path.ts';
import { scratch } from '../kit.ts';

const onPosix = process.platform !== 'win32';

/** Writes a program that runs one line of shell. */
function program(path: string, line: string): string {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the environment of a server', () => {
  const own = {
    HOME: '/home/ada',
    PATH: '/usr/bin',
    LC_TIME: 'de',
    XDG_RUNTIME_DIR: '/run/1',
    https_proxy: 'http://proxy',
    SHELL: '() { evil; }',
    OPENAI_API_KEY: 'sk-secret',
    EMPTY: undefined,
  };

  it('is a short list and what was entered', () => {
    const entered = { HOME: '/tmp', MINE: 'yes' };
    const given = environmentOf({ own, platform: 'linux', path: '/bin', entered });
    expect(given).toEqual({
      HOME: '/tmp',
      PATH: '/bin',
      LC_TIME: 'de',
      XDG_RUNTIME_DIR: '/run/1',
      https_proxy: 'http://proxy',
      MINE: 'yes',
    });
  });

  it('has names in any case on Windows', () => {
    const windows = { Path: 'C:\\bin', SystemRoot: 'C:\\Windows', Secret: 'x' };
    const options = { own: windows, platform: 'win32', path: 'C:\\new' } as const;
    const given = environmentOf({ ...options, entered: { PATH: 'C:\\own' } });
    expect(given).toEqual({ Path: 'C:\\own', SystemRoot: 'C:\\Windows' });
    expect(pathIn(given, 'win32')).toBe('C:\\own');
  });
});

describe.runIf(onPosix)('a command', () => {
  const search = (command: string, folder: string) =>
    findCommand({
      command,
      folder,
      home: folder,
      path: `rel:${folder}/bin::${folder}/other`,
      platform: 'linux',
      endings: '',
    });

  it('is found on the search path, in the folder, or at home', () => {
    const folder = scratch();
    mkdirSync(join(folder, 'bin/run'), { recursive: true });
    mkdirSync(join(folder, 'other'));
    const run = program(join(folder, 'other/run'), '');
    expect(search('run', folder)).toEqual({ kind: 'found', path: run });
    expect(search('./other/run', folder)).toEqual({ kind: 'found', path: run });
    expect(search('~/other/run', folder)).toEqual({ kind: 'found', path: run });
    chmodSync(run, 0o644);
    expect(search('run', folder)).toEqual({ kind: 'not_executable', path: run });
    const folders = [join(folder, 'bin'), join(folder, 'other')];
    expect(search('none', folder)).toEqual({ kind: 'missing', folders });
  });

  it('gets its ending on Windows', () => {
    const folder = scratch();
    const file = program(join(folder, 'npx.CMD'), '');
    const found = findCommand({
      command: join(folder, 'npx'),
      folder,
      home: folder,
      path: '',
      platform: 'win32',
      endings: '.EXE;.CMD',
    });
    expect(found).toEqual({ kind: 'found', path: file });
  });
});

describe.runIf(onPosix)('the folders of programs', () => {
  it('hold the newest version of each manager', () => {
    const home = scratch();
    for (const version of ['v9.11.2', 'v22.4.1', 'v22.10.0', 'system'])
      mkdirSync(join(home, '.nvm/versions/node', version, 'bin'), { recursive: true });
    mkdirSync(join(home, '.cargo/bin'), { recursive: true });
    const found = knownFolders(home, 'linux').filter((folder) => folder.startsWith(home));
    expect(found).toEqual([
      join(home, '.nvm/versions/node/v22.10.0/bin'),
      join(home, '.cargo/bin'),
    ]);
  });

  it('come from the login shell, whatever else it prints', async () => {
    const folder = scratch();
    const shell = program(
      join(folder, 'shell'),
      'echo Welcome; echo PATH=/wrong; PATH=/from/login:/usr/bin:/bin; export PATH; eval "$2"; echo Bye; sleep 60',
    );
    expect(await loginPath(shell, {})).toBe('/from/login:/usr/bin:/bin');
  });

  it('are those of Parley where the shell is silent or missing', async () => {
    const folder = scratch();
    const silent = program(join(folder, 'silent'), 'sleep 60');
    const began = performance.now();
    expect(await loginPath(silent, {}, 200)).toBeNull();
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await loginPath(join(folder, 'none'), {})).toBeNull();
    expect(await loginPath(program(join(folder, 'fails'), 'exit 1'), {})).toBeNull();
  });

  it('are asked for once, until they are to be asked for anew', async () => {
    const home = scratch();
    const asked = join(home, 'asked');
    const shell = program(
      join(home, 'shell'),
      `echo x >> ${asked}; PATH=/a:/b:$PATH; export PATH; eval "$2"`,
    );
    const search = createSearchPath({
      own: { PATH: '/b:/c', SHELL: shell },
      platform: 'linux',
      home,
    });
    const found = (await search.read()).split(':');
    expect(found.slice(0, 2)).toEqual(['/a', '/b']);
    expect(found).toContain('/c');
    const first = search.read();
    expect(search.read()).toBe(first);
    search.forget();
    await search.read();
    expect(readFileSync(asked, 'utf8')).toBe('x\nx\n');
  });
});
