import { t } from '../../../../shared/language/translate.ts';
import type { PdfPictures } from '../../../../shared/model/conversation.ts';

/** Describes a scanned PDF: how many pages are sent as pictures, and how many are left out. */
export function pictureWords({ drawn, leftOut }: PdfPictures): string {
  return leftOut === 0
    ? t('attachment.pdf_pictures', { pages: drawn })
    : t('attachment.pdf_pictures.left_out', { pages: drawn, leftOut });
}
