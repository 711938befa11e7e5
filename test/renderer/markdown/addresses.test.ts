import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { parseText } from '../../../src/shared/markdown/language.ts';

/** The addresses of the links below a node. */
function addressesIn(node: Nodes): readonly string[] {
  const own = node.type === 'link' ? [node.url] : [];
  return 'children' in node ? [...own, ...node.children.flatMap(addressesIn)] : own;
}

// The search for them is left out of texts that cannot hold any.
test.each([
  ['Ask a@b.co or not.', 'mailto:a@b.co'],
  ['Ask (a&#64;b.co) or not.', 'mailto:a@b.co'],
  ['Ask a&commat;b.co or not.', 'mailto:a@b.co'],
  ['Ask (w&#119;w.b.co) or not.', 'http://www.b.co'],
  ['Ask (HTTP://b.co) or not.', 'HTTP://b.co'],
  ['Ask (WWW.b.co) or not.', 'http://WWW.b.co'],
  ['Ask (ht\\tp:// b.co) or not.', null],
  ['Ask (https\\://b.co) or not.', 'https://b.co'],
])('in %s there is %s', (text, address) => {
  expect(addressesIn(parseText(text))).toEqual(address === null ? [] : [address]);
});
