import { randomUUID } from 'node:crypto';
import { tokenize } from '../answer.ts';
import type { StreamMaker, TextBehaviour } from '../behaviour.ts';
import { endingOf, responseUsage, sealedBy, wantsSealed, type Json } from './events.ts';

/** A text behaviour as one response in JSON, for requests without streaming. */
export function textResponse(behaviour: TextBehaviour, make: StreamMaker): string {
  const { text, reasoning, toolCalls = [], finishReason } = behaviour;
  const thought: readonly Json[] =
    reasoning === undefined
      ? []
      : [
          {
            id: `rs_${randomUUID()}`,
            type: 'reasoning',
            summary: [{ type: 'summary_text', text: reasoning }],
            ...(wantsSealed(make) ? { encrypted_content: sealedBy(make) } : {}),
          },
        ];
  const said: Json = {
    id: `msg_${randomUUID()}`,
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
  const calls = toolCalls.map(({ id, name, arguments: given }) => ({
    id: `fc_${randomUUID()}`,
    type: 'function_call',
    status: 'completed',
    call_id: id,
    name,
    arguments: given,
  }));
  const usage = behaviour.usageValues ?? make.usage(tokenize(text, behaviour.tokenSize).length);
  return JSON.stringify({
    id: `resp_${randomUUID()}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    model: make.asked.body?.model ?? 'scripted',
    ...endingOf(finishReason ?? 'stop'),
    output: [...thought, ...(text === '' ? [] : [said]), ...calls],
    ...(behaviour.usage === 'never' ? {} : { usage: responseUsage(usage) }),
  });
}
