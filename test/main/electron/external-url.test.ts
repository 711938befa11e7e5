import { expect, it } from 'vitest';
import { safeExternalUrl } from '../../../src/main/electron/external-url.ts';

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

it.each([
  ['mailto:a@example.org', 'mailto:a@example.org'],
  [
    'mailto:a+b@example.org?subject=Hi%20there&body=a+b',
    'mailto:a+b@example.org?subject=Hi%20there&body=a+b',
  ],
  ['MAILTO:a@example.org?Subject=x&attach=/etc/passwd', 'mailto:a@example.org?Subject=x'],
  ['mailto:?attachment=C:\\secret.txt&bcc=spy@leak.example', 'mailto:'],
  ['mailto:a@example.org?%61ttach=/etc/passwd', 'mailto:a@example.org'],
  ['mailto:a@example.org?&&#x', 'mailto:a@example.org'],
])('of %s goes out %s', (url, expected) => {
  expect(safeExternalUrl(url)).toBe(expected);
});
