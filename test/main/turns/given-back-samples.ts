import { contentKey, type AttachmentContent } from '../../../src/main/turns/attachment-contents.ts';

/** A picture and a table returned by a tool. */
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

/** The URL of the picture as sent to models. */
export const url = 'data:image/png;base64,AQID';

/** The contents of these attachments. */
export const attachments = new Map<string, AttachmentContent>([
  [contentKey(picture), { kind: 'image', url }],
  [contentKey(file), { kind: 'text', text: 'a,b' }],
]);
