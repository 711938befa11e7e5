import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** Errors of assistants and of their files. */
export const assistantCodes = defineCodes({
  assistant_gone: { kind: 'invalid', params: noParams },
  too_many_assistants: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  /** `most`: in bytes. */
  assistant_file_too_large: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  not_an_assistant: { kind: 'invalid', params: noParams },
  assistant_by_newer: { kind: 'invalid', params: noParams },
  assistants_too_long: { kind: 'invalid', params: noParams },
});
