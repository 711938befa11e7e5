import { contentKey, type AttachmentContent } from '../../../src/main/turns/attachment-contents.ts';

/** A picture and a table that a tool gave back. */
export const picture = {
  kind: 'image',
  attachment: 'a'.repeat(64),
  mediaType: 'image/png',
  name: 'chart.png',
} as const;
export const file = {
  kind: 'file',
  attachment: 'b'.repeat(64),
  mediaType: 'text/csv',
  name: 'rows.csv',
  size: 4,
} as const;

/** The address of the picture as models get it. */
export const url = 'data:image/png;base64,AQID';

/** What those attachments hold. */
export const attachments = new Map<string, AttachmentContent>([
  [contentKey(picture), { kind: 'image', url }],
  [contentKey(file), { kind: 'text', text: 'a,b' }],
]);
