import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** Errors of saved prompts and of their files. */
export const promptCodes = defineCodes({
  prompt_gone: { kind: 'invalid', params: noParams },
  too_many_prompts: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  /** `most`: all of them together, in UTF-16 code units. */
  prompts_too_much_text: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  /** `most`: in UTF-16 code units. */
  filled_too_long: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  clipboard_too_long: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  prompt_without_clipboard: { kind: 'invalid', params: noParams },
  not_prompts: { kind: 'invalid', params: noParams },
  prompts_by_newer: { kind: 'invalid', params: noParams },
  prompts_too_long: { kind: 'invalid', params: noParams },
});
