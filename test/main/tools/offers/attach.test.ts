import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../../src/main/tools/offers/attach.ts';

describe('the name of an attached resource', () => {
  it.each([
    ['file:///notes/a%20note.md', 'text/markdown', 'Title', 'a note.md'],
    ['demo://docs/page.html?x=1#y.txt', 'text/html', 'Title', 'page.html'],
    ['C:\\notes\\a.csv', 'text/csv', 'Title', 'a.csv'],
    ['a://page', 'text/html; charset=utf-8', 'A page', 'A page.html'],
    ['a://page', '', 'A page', 'A page.txt'],
    ['a://page', 'text/x-unknown', 'A/B\\C', 'A B C.txt'],
    ['a://page', 'image/png', 'A picture', 'A picture.png'],
    ['a://page', 'application/x-unknown', 'Data', 'Data'],
    // An address is no title.
    ['db://customers/42', 'application/json', 'db://customers/42', '42.json'],
    ['db://customers/42/', '', '', '42.txt'],
    ['', 'image/jpeg', 'work', 'work.jpg'],
    ['', '', '', 'File.txt'],
    ['a://%zz', '', '', '%zz.txt'],
    ['a://x/%2e%2e%2fetc%2fpasswd', '', 'Title', 'Title.txt'],
  ])('of %j as %j, called %j, is %j', (uri, mediaType, title, name) => {
    expect(fileNameOf({ uri, mediaType }, title)).toBe(name);
  });

  it('is found in a long address at once', () => {
    const uri = `a://${'/'.repeat(1_000_000)}x.md`;
    expect(fileNameOf({ uri, mediaType: '' }, 'Title')).toBe('x.md');
  });
});
