import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resolveInside } from '../../../src/main/electron/pages/safe-path.ts';

const root = join(import.meta.dirname, 'renderer');

it.each([
  ['/', 'index.html'],
  ['/index.html', 'index.html'],
  ['/assets/a%20b.js', 'assets/a b.js'],
  ['/assets/../index.html', 'index.html'],
])('serves %s', (pathname, file) => {
  expect(resolveInside(root, pathname)).toBe(join(root, file));
});

it.each([
  '/../secrets.json',
  '/..%2fsecrets.json',
  '/..%2Fsecrets.json',
  '/%2e%2e/secrets.json',
  '/%2e%2e%2f%2e%2e%2fetc/passwd',
  '/..\\secrets.json',
  '/..%5csecrets.json',
  '/assets/%00.js',
  '/C:/windows/win.ini',
  '/%E0%A4%A',
  '/../renderer-evil/x.js',
])('refuses %s', (pathname) => {
  expect(resolveInside(root, pathname)).toBeNull();
});
