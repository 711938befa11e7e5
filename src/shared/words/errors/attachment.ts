import { t } from '../../language/translate.ts';
import type { attachmentCodes } from '../../model/error-codes/attachment.ts';
import { megabytes } from './megabytes.ts';
import type { WordsFor } from './words-for.ts';

export const attachmentWords = {
  attachment_too_large: ({ name, most }) =>
    t('error.attachment_too_large', { name, size: megabytes(most) }),
  temporary_files_full: ({ most }) => t('error.temporary_files_full', { size: megabytes(most) }),
  apple_document: ({ name, program }) => t(`error.apple_document.${program}`, { name }),
  pdf_not_taken: ({ name, why }) => t(`error.pdf_not_taken.${why}`, { name }),
  document_not_taken: ({ name, why }) => t(`error.document_not_taken.${why}`, { name }),
  image_too_many_bytes: ({ host, most }) =>
    t('error.image_too_many_bytes', { host, size: megabytes(most) }),
} satisfies WordsFor<typeof attachmentCodes>;
