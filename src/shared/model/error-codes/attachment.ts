import * as z from 'zod';
import { byName, defineCodes, noParams } from './define.ts';

const byHost = () => z.object({ host: z.string() });

/** Errors in attaching, showing or saving files. */
export const attachmentCodes = defineCodes({
  drop_not_from_disk: { kind: 'invalid', params: noParams },
  picture_damaged: { kind: 'invalid', params: byName },
  attachment_too_large: {
    kind: 'invalid',
    params: () => z.object({ name: z.string(), most: z.number() }),
  },
  too_many_pixels: {
    kind: 'invalid',
    params: () => z.object({ name: z.string(), width: z.number(), height: z.number() }),
  },
  too_many_attachments: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  /** In bytes. */
  temporary_files_full: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  attaching_failed: { kind: 'internal', retryable: true, params: noParams },
  /** A dropped item without a path, such as a folder on some systems. */
  drop_not_a_file: { kind: 'invalid', params: byName },
  file_empty: { kind: 'invalid', params: byName },
  apple_document: {
    kind: 'invalid',
    params: () => z.object({ name: z.string(), program: z.enum(['pages', 'key', 'numbers']) }),
  },
  recording: { kind: 'invalid', params: byName },
  file_kind_unknown: { kind: 'invalid', params: byName },
  heic_picture: { kind: 'invalid', params: byName },
  picture_not_converted: { kind: 'invalid', params: byName },
  tiff_unreadable: { kind: 'invalid', params: byName },
  pdf_not_taken: {
    kind: 'invalid',
    params: () =>
      z.object({
        name: z.string(),
        why: z.enum([
          'locked',
          'damaged',
          'slow',
          'large',
          'long',
          'undrawn_slow',
          'undrawn_large',
          'undrawn_damaged',
          'undrawn_none',
        ]),
      }),
  },
  document_not_taken: {
    kind: 'invalid',
    params: () =>
      z.object({
        name: z.string(),
        why: z.enum(['locked', 'damaged', 'empty', 'old', 'no_document', 'slow', 'large', 'long']),
      }),
  },
  conversation_without_text: { kind: 'invalid', params: noParams },
  file_unreadable: { kind: 'invalid', params: byName },
  folder_not_taken: { kind: 'invalid', params: byName },
  attachment_not_saved: { kind: 'storage', params: byName },
  attachment_gone: { kind: 'invalid', params: byName },
  file_gone: { kind: 'invalid', params: byName },
  file_not_saved_there: { kind: 'storage', params: byName },
  drop_unreadable: { kind: 'invalid', params: noParams },
  clipboard_empty: { kind: 'invalid', params: noParams },
  /** By macOS. */
  screen_refused: { kind: 'invalid', params: noParams },
  screenshot_failed: { kind: 'invalid', retryable: true, params: noParams },
  picture_not_copied: { kind: 'invalid', params: noParams },
  not_an_image_address: { kind: 'invalid', params: noParams },
  image_nearby: { kind: 'invalid', params: byHost },
  image_too_many_bytes: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), most: z.number() }),
  },
  not_a_picture: { kind: 'invalid', params: byHost },
  image_too_many_pixels: { kind: 'invalid', params: byHost },
  image_not_on_the_web: { kind: 'invalid', params: byHost },
  image_absent: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), status: z.number() }),
  },
  image_leads_nowhere: { kind: 'invalid', params: byHost },
  image_too_slow: { kind: 'timeout', retryable: true, params: byHost },
  image_unreachable: { kind: 'network', retryable: true, params: byHost },
});
