import type { attachmentCodes } from '../../model/error-codes/attachment.ts';
import type { WordsFor } from './words-for.ts';

export const attachmentWords: WordsFor<typeof attachmentCodes> = {
  drop_not_from_disk: () =>
    'Only files from the disk can be imported. Save it first, then drop it here.',
  picture_damaged: ({ name }) =>
    `${name} is damaged and cannot be shown. Save it anew and attach that.`,
  attachment_too_large: ({ name, most }) =>
    `${name} is larger than ${String(most / 1024 ** 2)} MB. Attach a part of it, or a smaller version.`,
};
