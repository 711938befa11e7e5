import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hasTrayHost } from '../../../../src/main/electron/desktop/tray-host.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tray-'));
  vi.stubEnv('PATH', `${folder}${delimiter}/bin`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A program that answers as it does on a desktop; `fails`: the session has no bus. */
function program(name: string, answer: string, fails = false): void {
  const path = join(folder, name);
  writeFileSync(
    path,
    `#!/bin/sh\necho "$*" >> "${folder}/asked"\necho '${answer}'\nexit ${fails ? 1 : 0}\n`,
  );
  chmodSync(path, 0o755);
}

test.skipIf(process.platform !== 'linux')(
  'a Linux desktop is asked by the program it has',
  async () => {
    // Those of the machine that runs the test are out of the way.
    for (const name of ['gdbus', 'busctl', 'dbus-send']) program(name, 'No bus', true);
    expect(await hasTrayHost()).toBe(false);
    program('dbus-send', '   boolean true');
    expect(await hasTrayHost()).toBe(true);
    program('busctl', 'b false');
    expect(await hasTrayHost()).toBe(false);
    program('gdbus', '(true,)');
    expect(await hasTrayHost()).toBe(true);
  },
);

test.skipIf(process.platform === 'linux')('other systems always have a place for it', async () => {
  expect(await hasTrayHost()).toBe(true);
});
