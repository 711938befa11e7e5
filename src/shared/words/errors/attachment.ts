import type { attachmentCodes } from '../../model/error-codes/attachment.ts';
import type { ParamsIn, WordsFor } from './words-for.ts';

const appleDocuments: Readonly<
  Record<ParamsIn<typeof attachmentCodes, 'apple_document'>['program'], string>
> = {
  pages: 'a Pages document',
  key: 'a Keynote presentation',
  numbers: 'a Numbers spreadsheet',
};

const instead = 'Attach pictures of its pages instead.';

const pdfWords: Readonly<Record<ParamsIn<typeof attachmentCodes, 'pdf_not_taken'>['why'], string>> =
  {
    locked: 'is protected by a password. Save it without one and attach that.',
    damaged: 'cannot be read as a PDF. Save it anew and attach that.',
    slow: 'takes too long to read. Attach a part of it.',
    large: 'takes too much memory to read. Attach a part of it, or pictures of its pages.',
    long: 'holds more text than a model can read. Attach a part of it.',
    undrawn_slow: `holds no text, and its pages take too long to draw. ${instead}`,
    undrawn_large: `holds no text, and its pages take too much memory to draw. ${instead}`,
    undrawn_damaged: `holds no text, and its pages cannot be drawn. ${instead}`,
    undrawn_none: `holds no text, perhaps because it was scanned. ${instead}`,
  };

const documentWords: Readonly<
  Record<ParamsIn<typeof attachmentCodes, 'document_not_taken'>['why'], string>
> = {
  locked: 'is protected by a password. Save it without one and attach that.',
  damaged: 'cannot be read. Save it anew and attach that.',
  empty: 'holds no text. Attach pictures of what is in it instead.',
  old: 'is in the format of an old Word or PowerPoint. Save it as PDF and attach that.',
  no_document: 'is an archive. Unpack it and attach the files in it.',
  slow: 'takes too long to read. Attach a part of it.',
  large: 'takes too much memory to read. Attach a part of it.',
  long: 'holds more text than a model can read. Attach a part of it.',
};

export const attachmentWords: WordsFor<typeof attachmentCodes> = {
  drop_not_from_disk: () =>
    'Only files from the disk can be imported. Save it first, then drop it here.',
  picture_damaged: ({ name }) =>
    `${name} is damaged and cannot be shown. Save it anew and attach that.`,
  attachment_too_large: ({ name, most }) =>
    `${name} is larger than ${String(most / 1024 ** 2)} MB. Attach a part of it, or a smaller version.`,
  too_many_pixels: ({ name, width, height }) =>
    `${name} has ${width.toLocaleString()} × ${height.toLocaleString()} pixels, which is too large. Make it smaller and attach that.`,
  too_many_attachments: ({ most }) =>
    `A message can hold ${String(most)} files. Send the others with the next one.`,
  temporary_files_full: ({ most }) =>
    `Temporary conversations can hold ${String(most / 1024 ** 2)} MB of files in memory. Keep or delete one of them first.`,
  attaching_failed: () => 'The files could not be attached. Try again.',
  drop_not_a_file: ({ name }) => `${name} cannot be read. Attach the files in it.`,
  file_empty: ({ name }) => `${name} is empty. Attach a file with something in it.`,
  apple_document: ({ name, program }) =>
    `${name} is ${appleDocuments[program]}. Export it as PDF and attach that.`,
  recording: ({ name }) =>
    `${name} is a recording, which cannot be sent yet. Attach what is said in it as text.`,
  file_kind_unknown: ({ name }) =>
    `${name} is not a file that a model can read. Attach images, PDFs, office documents and text files.`,
  heic_picture: ({ name }) =>
    `${name} is a HEIC picture, which models cannot read. Save it as JPEG or PNG and attach that.`,
  picture_not_converted: ({ name }) =>
    `${name} is too large to be turned into a PNG. Make it smaller and attach that.`,
  tiff_unreadable: ({ name }) =>
    `${name} is a TIFF picture that cannot be read. Save it as PNG or JPEG and attach that.`,
  pdf_not_taken: ({ name, why }) => `${name} ${pdfWords[why]}`,
  document_not_taken: ({ name, why }) => `${name} ${documentWords[why]}`,
  file_unreadable: ({ name }) =>
    `${name} cannot be read. Check that it is still there and may be opened.`,
  folder_not_taken: ({ name }) => `${name} is a folder. Attach the files in it.`,
  attachment_not_saved: ({ name }) =>
    `${name} could not be saved. Free some space and attach it again.`,
  conversation_without_text: () => 'Nothing was said in this conversation yet.',
  attachment_gone: ({ name }) => `${name} is no longer there. Take it out and attach it again.`,
  file_gone: ({ name }) => `${name} is no longer there.`,
  file_not_saved_there: ({ name }) => `${name} could not be saved there. Choose another folder.`,
  drop_unreadable: () => 'This file cannot be read. Drop it again, or choose it.',
  picture_not_copied: () => 'This picture cannot be copied. Save it instead.',
  not_an_image_address: () => 'This is not the address of an image.',
  image_nearby: ({ host }) =>
    `The image at ${host} is on this computer or its network, where answers have no business. Open its address in the browser if you trust it.`,
  image_too_many_bytes: ({ host, most }) =>
    `The image at ${host} is larger than ${String(most / 1024 ** 2)} MB. Open it in the browser instead.`,
  not_a_picture: ({ host }) =>
    `The image at ${host} is not a picture that can be shown here. Open its address in the browser.`,
  image_too_many_pixels: ({ host }) =>
    `The image at ${host} is too large to be shown. Open its address in the browser.`,
  image_not_on_the_web: ({ host }) =>
    `The image at ${host} leads to an address that is not on the web.`,
  image_absent: ({ host, status }) =>
    `The image at ${host} is not there (the server answered ${String(status)}).`,
  image_leads_nowhere: ({ host }) =>
    `The image at ${host} leads on and on, and nowhere. Open its address in the browser.`,
  image_too_slow: ({ host }) => `${host} took too long to send the image. Try again.`,
  image_unreachable: ({ host }) =>
    `The image at ${host} could not be reached. Check the network and try again.`,
};
