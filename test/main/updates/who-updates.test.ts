import { expect, test } from 'vitest';
import { whoUpdates, type Installation } from '../../../src/main/updates/who-updates.ts';
import { noUpdates } from '../../../src/main/updates/no-updates.ts';

const linux: Installation = {
  platform: 'linux',
  arch: 'x64',
  environment: {},
  isPackaged: true,
  hasFeed: true,
  packageType: 'deb',
  hasMark: false,
};

test.each<[string, Partial<Installation>, string]>([
  ['a deb', {}, 'deb'],
  ['a deb on arm64', { arch: 'arm64' }, 'deb'],
  ['an AppImage', { packageType: null, environment: { APPIMAGE: '/a' } }, 'app_image'],
  ['Windows', { platform: 'win32', packageType: null }, 'nsis'],
  ['macOS', { platform: 'darwin', packageType: null }, 'mac_zip'],
])('%s updates itself', (_what, change, kind) => {
  expect(whoUpdates({ ...linux, ...change })).toMatchObject({ kind: 'itself', package: kind });
});

test.each<[string, Partial<Installation>, string]>([
  ['Flatpak', { environment: { FLATPAK_ID: 'app.parley.Parley', APPIMAGE: '/a' } }, 'flatpak'],
  ['Snap', { environment: { SNAP: '/snap/parley/1' } }, 'snap'],
  ['the mark of a distribution', { hasMark: true }, 'package_manager'],
  ['an rpm', { packageType: 'rpm' }, 'package_manager'],
  ['a package type that could not be read', { packageType: '' }, 'package_manager'],
  ['a folder', { packageType: null }, 'not_installed'],
  [
    'a portable program',
    { platform: 'win32', packageType: null, environment: { PORTABLE_EXECUTABLE_DIR: 'D:\\' } },
    'not_installed',
  ],
  ['no package', { isPackaged: false }, 'not_installed'],
  ['no feed', { hasFeed: false }, 'not_configured'],
  ['Flatpak without a feed', { hasFeed: false, environment: { FLATPAK_ID: 'x' } }, 'flatpak'],
  ['a machine that there are no packages for', { arch: 'riscv64' }, 'not_configured'],
])('%s: others do, or nobody', (_what, change, why) => {
  expect(whoUpdates({ ...linux, ...change })).toEqual({ kind: 'other', why });
});

test('where others update Parley, there is nothing to be done', async () => {
  const { handlers, start, beforeExit } = noUpdates('flatpak');
  start()();
  await handlers['updates.check'](undefined);
  await handlers['updates.restart'](undefined);
  await beforeExit();
  expect(await handlers['updates.view'](undefined)).toEqual({ kind: 'never', why: 'flatpak' });
});
