import { expect, it } from 'vitest';
import { filesIn } from '../../../../src/renderer/features/chat/composer/pasted-files.ts';
import { longText } from '../../../../src/renderer/features/chat/composer/drafts.ts';
import { isTooLong } from '../../../../src/renderer/features/chat/composer/use-long-text.ts';

const pasted = (names: readonly string[], text: string): readonly string[] =>
  filesIn({
    files: names.map((name) => new File([], name)) as unknown as FileList,
    getData: (type) => (type === 'text/plain' ? text : ''),
  }).map(({ name }) => name);

it('takes files that come alone, or with their names as text', () => {
  expect(pasted(['a.png'], '')).toEqual(['a.png']);
  expect(pasted(['a.png', 'b.txt'], '/home/me/a.png\nC:\\b.txt\r\n')).toEqual(['a.png', 'b.txt']);
});

it('takes the text where a cell or a paragraph comes as a picture of itself as well', () => {
  expect(pasted(['image.png'], 'Total\t42')).toEqual([]);
  expect(pasted(['a.png'], 'a.png\nand more')).toEqual([]);
});

it('keeps a text out of the box that would make it slow, but never a short one', () => {
  expect(isTooLong({ value: '' }, 'x'.repeat(longText + 1))).toBe(true);
  expect(isTooLong({ value: '' }, 'x'.repeat(longText))).toBe(false);
  expect(isTooLong({ value: 'x'.repeat(longText) }, 'x'.repeat(2000))).toBe(false);
  expect(isTooLong({ value: 'x'.repeat(longText) }, 'x'.repeat(2001))).toBe(true);
});
