import { clipboard, ClipboardItem } from 'electron';
import { expected } from '../../shared/model/errors.ts';
import { mediaTypeOf } from '../disk/media-type.ts';

/** Copies text, and the same as HTML where there is one. */
export function copyText(text: string, html: string | undefined): Promise<void> {
  return clipboard.write([
    new ClipboardItem({ 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) }),
  ]);
}

/** Copies a picture. Throws an ExpectedError (`invalid`) for anything but a PNG. */
export function copyPicture(png: Uint8Array): Promise<void> {
  if (mediaTypeOf(png, '') !== 'image/png') {
    throw expected('invalid', 'This picture cannot be copied. Save it instead.');
  }
  const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
  return clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
