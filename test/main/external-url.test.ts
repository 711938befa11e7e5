import { expect, it } from 'vitest';
import { safeExternalUrl } from '../../src/main/external-url.ts';

it.each(['https://example.org/a?b=c#d', 'http://localhost:8080/', 'mailto:someone@example.org'])(
  'lets %s out',
  (url) => {
    expect(safeExternalUrl(url)).toBe(url);
  },
);

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  '\\\\server\\share',
  '//host/path',
  'smb://server/share',
  'vscode://file/etc/passwd',
  'ms-msdt:/id',
  'app://parley/index.html',
  'about:blank',
  '',
  'not a url',
])('keeps %j in', (url) => {
  expect(safeExternalUrl(url)).toBeNull();
});
