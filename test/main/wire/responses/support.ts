import { responses } from '../../../../src/main/wire/responses/protocol.ts';
import type { ProviderConnection } from '../../../../src/main/wire/connection.ts';
import type { Question } from '../../../../src/main/wire/protocol.ts';
import type { ChatStep } from '../../../../src/shared/model/chat-event.ts';
import type { Step } from '../../../provider/behaviour.ts';
import { heard, type Heard } from '../support.ts';

/** Asks a server by the Responses API and runs the turn to its end. */
export async function hearResponse(
  connection: ProviderConnection,
  rest: Partial<Question> = {},
): Promise<Heard> {
  const steps: ChatStep[] = [];
  const question: Question = {
    model: 'scripted-model',
    messages: [{ role: 'user', contents: [{ kind: 'text', text: 'Hello?' }] }],
    idleTimeoutMs: 10_000,
    ...rest,
  };
  for await (const step of responses(connection).ask(question, new AbortController().signal)) {
    steps.push(step);
  }
  return heard(steps);
}

let number = 0;

/** A step with one event, numbered like those of a real server. */
export function event(type: string, fields: object = {}): Step {
  number += 1;
  return { kind: 'response_event', event: { type, ...fields, sequence_number: number } };
}

/** The last event of a response with this output. */
export function completed(output: readonly object[] = [], rest: object = {}): Step {
  return event('response.completed', {
    response: { object: 'response', status: 'completed', output, ...rest },
  });
}

/** A message item that has ended. */
export function message(text: string, annotations: readonly object[] = []): object {
  const content = [{ type: 'output_text', text, annotations }];
  return { type: 'message', role: 'assistant', status: 'completed', content };
}
