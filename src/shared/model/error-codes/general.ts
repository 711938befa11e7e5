import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** Errors that belong to no other file. */
export const generalCodes = defineCodes({
  /** A sentence written by another version of Parley. */
  plain: { kind: 'internal', params: () => z.object({ text: z.string() }) },
  /** An error message in an imported answer, from the program that exported it. */
  imported: { kind: 'server', params: () => z.object({ text: z.string() }) },
  /** An imported answer that failed without a message. */
  imported_unsaid: { kind: 'server', params: noParams },
  internal: { kind: 'internal', retryable: true, params: noParams },
  /** The turn failed inside Parley, not because of the server. */
  internal_while_answering: {
    kind: 'internal',
    retryable: true,
    action: 'retry',
    params: noParams,
  },
  internal_command: { kind: 'internal', retryable: true, params: noParams },
  request_not_understood: { kind: 'invalid', params: noParams },
  /** Written by a newer version without a sentence. */
  unknown: { kind: 'internal', params: noParams },
});
