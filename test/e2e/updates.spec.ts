import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { manifestName } from '../../src/main/updates/manifest.ts';
import { publicKeyOf, signManifest } from '../../src/main/updates/signature.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

const version = '99.0.0';
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;

/** A Debian package that says it is Parley, and is not. */
function makeDeb(folder: string): Buffer {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'DEBIAN'), { recursive: true, mode: 0o755 });
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  writeFileSync(
    join(root, 'DEBIAN', 'control'),
    `Package: parley\nVersion: ${version}\nArchitecture: ${architecture}\nMaintainer: A <a@b.example>\nDescription: A\n`,
  );
  writeFileSync(join(root, 'noise'), randomBytes(200_000));
  const path = join(folder, 'parley.deb');
  spawnSync('dpkg-deb', ['--root-owner-group', '--build', root, path]);
  return readFileSync(path);
}

interface StandInInstaller {
  readonly path: string;
  /** What was started, a line each. */
  readonly record: string;
  /** From now on, the password is given. */
  readonly allow: () => void;
}

/**
 * Programs that write down how they were started, in place of those that install. `pkexec` gives
 * way to what it is asked for without a password, or ends as if its dialog was closed.
 */
function standInInstaller(folder: string): StandInInstaller {
  const bin = join(folder, 'bin');
  const record = join(folder, 'record');
  const mark = join(folder, 'allowed');
  mkdirSync(bin, { recursive: true });
  const put = (name: string, does: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  for (const name of ['dpkg', 'apt-get']) put(name, `echo "${name} $*" >> '${record}'`);
  put('pkexec', `echo "pkexec $1" >> '${record}'; [ -e '${mark}' ] || exit 126; shift; exec "$@"`);
  return {
    path: `${bin}:${process.env['PATH']}`,
    record,
    allow: () => writeFileSync(mark, ''),
  };
}

interface PlayedFeed {
  readonly url: string;
  readonly keys: readonly string[];
  /** Sends the rest of what waits. */
  readonly goOn: () => void;
  readonly server: Server;
}

/** A publisher's server that sends half of the package, and the rest when it is told to. */
async function playFeed(deb: Buffer): Promise<PlayedFeed> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const list = signManifest(
    {
      form: 1,
      product: 'app.parley.Parley',
      version,
      issuedAt: new Date().toISOString(),
      rollout: 100,
      notes: 'Answers come sooner.\n<b>Nothing</b> else.',
      files: [
        {
          kind: 'deb',
          machine: process.arch === 'arm64' ? 'arm64' : 'x64',
          name: 'parley.deb',
          size: deb.length,
          sha512: createHash('sha512').update(deb).digest('hex'),
        },
      ],
    },
    [privateKey],
  );
  const half = Math.floor(deb.length / 2);
  let isHeld = true;
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.url === `/${manifestName}`) {
      response.end(JSON.stringify(list));
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0) {
      response.writeHead(206, { 'content-range': `bytes ${from}-${deb.length - 1}/${deb.length}` });
    }
    if (!isHeld) response.end(deb.subarray(from));
    else {
      response.write(deb.subarray(from, half));
      waiting.push(response);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    keys: [publicKeyOf(privateKey)],
    goOn: () => {
      isHeld = false;
    },
    server,
  };
}

test('an update is found, paused, gone on with, and installed at a restart that is allowed and keeps everything', async ({
  provider,
}, { outputDir }) => {
  test.skip(!hasDpkg, 'There is no reader of Debian packages');
  mkdirSync(outputDir, { recursive: true });
  const deb = makeDeb(outputDir);
  const { path, record, allow } = standInInstaller(outputDir);
  const { server, goOn, ...feed } = await playFeed(deb);
  let parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider),
    env: { PATH: path, PARLEY_TEST_UPDATES: JSON.stringify({ ...feed, packageType: 'deb' }) },
  });
  const { page } = parley;
  await ask(page, 'Hello');
  await answered(page);
  const ui = controls(page);
  await ui.composer.fill('Not sent yet');
  await ui.settingsButton.focus();
  await page.keyboard.press('Enter');
  await ui.settings.getByRole('tab', { name: names.general, exact: true }).click();
  const updates = ui.settings.getByRole('region', { name: names.updates });
  const press = async (name: string): Promise<void> => {
    await updates.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  await expect(updates).toContainText('has not looked for a newer one yet');
  await press(names.lookNow);
  await expect(updates).toContainText(`Version ${version} is available`);
  // What strangers write is text.
  await updates.getByText(`What is new in version ${version}`).click();
  await expect(updates).toContainText('<b>Nothing</b> else.');
  await press(names.download);
  await expect(updates.getByRole('progressbar')).toBeVisible();
  await press(names.pauseDownload);
  await expect(updates).toContainText('is paused');
  goOn();
  await press(names.goOnWithDownload);
  await expect(updates).toContainText('is downloaded and checked');
  expect(existsSync(record)).toBe(false);
  // Whoever closes the dialog for the password stays where they are.
  await press(names.restartNow);
  await expect(updates.getByRole('alert')).toContainText('no password was given');
  await expect(updates).toContainText('is downloaded and checked');
  await expect(updates.getByRole('button', { name: names.restartNow })).toBeFocused();
  expect(readFileSync(record, 'utf8')).toBe('pkexec --disable-internal-agent\n');
  allow();
  const ended = parley.app.waitForEvent('close');
  await updates.getByRole('button', { name: names.restartNow }).focus();
  await Promise.allSettled([ended, page.keyboard.press('Enter')]);
  await ended;
  await expect
    .poll(() => readFileSync(record, 'utf8'))
    .toMatch(/^(?:pkexec --disable-internal-agent\n){2}dpkg -i \S+\/parley\.deb\n$/);
  server.close();
  server.closeAllConnections();

  // As the new version would start: here it is the same again.
  parley = await parley.relaunch();
  const again = controls(parley.page);
  // The window is where it was.
  await expect(again.composer).toHaveValue('Not sent yet');
  await expect(again.answers).toHaveCount(1);
  await parley.close();
});

test('a Parley that Flatpak brought asks nobody', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const parley = await launchParley({
    env: {
      FLATPAK_ID: 'app.parley.Parley',
      PARLEY_TEST_UPDATES: JSON.stringify({ url, keys: [], packageType: 'deb' }),
    },
  });
  const ui = controls(parley.page);
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.general, exact: true }).click();
  const updates = ui.settings.getByRole('region', { name: names.updates });
  await expect(updates).toContainText('Flatpak updates Parley');
  await expect(updates.getByRole('button')).toHaveCount(0);
  await parley.close();
  server.close();
  expect(asked).toEqual([]);
});
