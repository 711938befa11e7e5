import { expect, test } from 'vitest';
import { isAppPage, isOwnUrl } from '../../../src/main/electron/origin.ts';

test.each([
  ['app://parley/', true, true],
  ['app://parley/?x=1#y', true, true],
  ['app://parley/sandbox/diagram.html', true, false],
  ['app://parley/assets/index.js', true, false],
  ['app://parley.evil/', false, false],
  ['app://evil/', false, false],
  ['http://parley/', false, false],
  ['blob:app://parley/7b0d', false, false],
  ['about:blank', false, false],
  ['', false, false],
])('%s', (url, isOwn, isApp) => {
  expect(isOwnUrl(url)).toBe(isOwn);
  expect(isAppPage(url)).toBe(isApp);
});
