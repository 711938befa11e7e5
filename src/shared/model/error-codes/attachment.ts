import * as z from 'zod';
import { byName, defineCodes, noParams } from './define.ts';

/** What cannot be attached, shown or saved. */
export const attachmentCodes = defineCodes({
  drop_not_from_disk: { kind: 'invalid', params: noParams },
  picture_damaged: { kind: 'invalid', params: byName },
  attachment_too_large: {
    kind: 'invalid',
    /** `most`: in bytes. */
    params: () => z.object({ name: z.string(), most: z.number() }),
  },
});
