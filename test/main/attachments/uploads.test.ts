import { describe, expect, it } from 'vitest';
import { createUploads } from '../../../src/main/attachments/uploads.ts';

function textOf(uploads: ReturnType<typeof createUploads>, upload: string): string {
  return Buffer.concat([...uploads.finish(upload).pieces()]).toString();
}

describe('createUploads', () => {
  it('joins the pieces of each upload in the order they came', () => {
    const uploads = createUploads();
    uploads.add('a', Buffer.from('one '));
    uploads.add('b', Buffer.from('other'));
    uploads.add('a', Buffer.from('two'));
    expect(textOf(uploads, 'a')).toBe('one two');
    expect(textOf(uploads, 'b')).toBe('other');
  });

  it('forgets an upload once it is finished', () => {
    const uploads = createUploads();
    uploads.add('a', Buffer.from('text'));
    expect(textOf(uploads, 'a')).toBe('text');
    expect(textOf(uploads, 'a')).toBe('');
  });

  it('gives up the oldest of more than four', () => {
    const uploads = createUploads();
    for (const upload of ['a', 'b', 'c', 'd', 'e']) uploads.add(upload, Buffer.from(upload));
    expect(textOf(uploads, 'a')).toBe('');
    expect(['b', 'c', 'd', 'e'].map((upload) => textOf(uploads, upload))).toEqual([
      'b',
      'c',
      'd',
      'e',
    ]);
  });
});
