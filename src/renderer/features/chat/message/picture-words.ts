import type { PdfPictures } from '../../../../shared/model/conversation.ts';

/** Describes a scanned PDF: how many pages are sent as pictures, and how many are left out. */
export function pictureWords({ drawn, leftOut }: PdfPictures): string {
  const went = drawn === 1 ? '1 page as a picture' : `${drawn.toLocaleString()} pages as pictures`;
  return leftOut === 0 ? went : `${went}, ${leftOut.toLocaleString()} left out`;
}
