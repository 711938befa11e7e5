import type { PdfPictures } from '../../../../shared/model/conversation.ts';

/** What is said of a scanned PDF: how many pages go as pictures, and how many not at all. */
export function pictureWords({ drawn, leftOut }: PdfPictures): string {
  const went = drawn === 1 ? '1 page as a picture' : `${drawn.toLocaleString()} pages as pictures`;
  return leftOut === 0 ? went : `${went}, ${leftOut.toLocaleString()} left out`;
}
