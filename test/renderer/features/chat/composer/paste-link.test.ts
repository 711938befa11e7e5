import { expect, test } from 'vitest';
import {
  addressIn,
  linkOf,
} from '../../../../../src/renderer/features/chat/composer/paste-link.ts';

test('an address over words makes a link of them', () => {
  expect(linkOf('the wren', ' https://example.org/wren?a=1#b\n')).toBe(
    '[the wren](https://example.org/wren?a=1#b)',
  );
});

test('anything else is pasted as it is', () => {
  const address = 'https://example.org';
  expect(linkOf('the wren', 'see https://example.org')).toBeNull();
  expect(linkOf('the wren', 'javascript:alert(1)')).toBeNull();
  expect(linkOf('the wren', 'https://')).toBeNull();
  // An address that is replaced by another, nothing, lines, and what is a link already.
  expect(linkOf('https://example.com', address)).toBeNull();
  expect(linkOf('  ', address)).toBeNull();
  expect(linkOf('two\nlines', address)).toBeNull();
  expect(linkOf('[wren]', address)).toBeNull();
  expect(addressIn('https://example.org/a_(b)')).toBeNull();
});
