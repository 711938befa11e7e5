import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** What belongs to no room. */
export const generalCodes = defineCodes({
  /** A sentence that another version of Parley wrote. */
  plain: { kind: 'internal', params: () => z.object({ text: z.string() }) },
  /** What another program said of an answer that was brought in. */
  imported: { kind: 'server', params: () => z.object({ text: z.string() }) },
  /** An answer that failed there, without a word. */
  imported_unsaid: { kind: 'server', params: noParams },
  internal: { kind: 'internal', retryable: true, params: noParams },
  /** The turn itself broke, whatever the server did. */
  internal_while_answering: {
    kind: 'internal',
    retryable: true,
    action: 'retry',
    params: noParams,
  },
  internal_command: { kind: 'internal', retryable: true, params: noParams },
  request_not_understood: { kind: 'invalid', params: noParams },
  /** Written by a newer version, without a sentence. */
  unknown: { kind: 'internal', params: noParams },
});
