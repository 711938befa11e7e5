import * as z from 'zod';
import { byProvider, defineCodes, noParams } from './define.ts';

/** Reasons why a turn cannot start. */
export const turnCodes = defineCodes({
  nothing_to_send: { kind: 'invalid', params: noParams },
  still_answering: { kind: 'invalid', params: noParams },
  answered_elsewhere: { kind: 'invalid', params: noParams },
  nothing_to_go_on_with: { kind: 'invalid', params: noParams },
  no_question: { kind: 'invalid', params: noParams },
  no_text_to_continue: { kind: 'invalid', params: noParams },
  no_call_waits: { kind: 'invalid', params: noParams },
  queue_full: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  too_many_pins: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  queued_gone: { kind: 'invalid', params: noParams },
  branch_answering: { kind: 'invalid', params: noParams },
  branch_gone: { kind: 'invalid', params: noParams },
  message_gone: { kind: 'invalid', params: noParams },
  no_model_set_up: { kind: 'invalid', action: 'open_settings', params: noParams },
  no_models_listed: { kind: 'invalid', action: 'choose_model', params: byProvider },
});
