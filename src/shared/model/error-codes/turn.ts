import * as z from 'zod';
import { whenFullSchema } from '../context/when-full-schema.ts';
import { limitScopes } from '../spending/limits.ts';
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
  /** `way`: what the settings say happens now. */
  context_full: {
    kind: 'context_length',
    params: () => z.object({ tokens: z.number(), windowTokens: z.number(), way: whenFullSchema }),
  },
  newest_too_big: {
    kind: 'context_length',
    params: () => z.object({ tokens: z.number(), windowTokens: z.number() }),
  },
  nothing_to_leave_out: { kind: 'invalid', params: noParams },
  making_room: { kind: 'invalid', params: noParams },
  no_summary: { kind: 'bad_response', retryable: true, params: noParams },
  checkpoint_gone: { kind: 'invalid', params: noParams },
  nothing_to_undo: { kind: 'invalid', params: noParams },
  branch_answering: { kind: 'invalid', params: noParams },
  changed_since: { kind: 'invalid', params: noParams },
  branch_gone: { kind: 'invalid', params: noParams },
  message_gone: { kind: 'invalid', params: noParams },
  /** A hard limit stops a request before it is sent. Amounts are in US dollars. */
  cost_limit: {
    kind: 'quota',
    params: () =>
      z.object({
        scope: z.enum(limitScopes),
        /** The name of the assistant, if the limit is its own; null otherwise. */
        assistant: z.string().nullable(),
        stopAt: z.number(),
        spent: z.number(),
        /** Costs that are unknown come on top of `spent`. */
        isAtLeast: z.boolean(),
        /** What the request would cost before it is answered; null if that is unknown. */
        next: z.number().nullable(),
      }),
  },
  no_model_set_up: { kind: 'invalid', action: 'open_settings', params: noParams },
  no_models_listed: { kind: 'invalid', action: 'choose_model', params: byProvider },
});
