import { expect, it } from 'vitest';
import { hasPictures } from '../../../src/shared/model/attachments.ts';
import type { AttachmentPart } from '../../../src/shared/model/conversation.ts';

const base = { attachment: 'a'.repeat(64), name: 'it', size: 9 };
const text: AttachmentPart = { ...base, kind: 'file', mediaType: 'text/plain' };
const picture: AttachmentPart = {
  ...base,
  kind: 'image',
  mediaType: 'image/png',
  width: 1,
  height: 1,
};
const scan: AttachmentPart = {
  ...text,
  mediaType: 'application/pdf',
  pictures: { drawn: 2, leftOut: 0 },
};

it('pictures and scanned pages are pictures, texts are none', () => {
  expect([[], [text], [text, picture], [scan]].map(hasPictures)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
