import * as z from 'zod';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { ChosenModel } from '../turns/turn-service.ts';
import { readChatMessage } from '../wire/chat-completions/messages.ts';
import type { QuestionMessage } from '../wire/protocol.ts';
import type { Question } from './ask.ts';
import type { ApiCore } from './ports.ts';
import type { UnseenRounds } from './unseen-rounds.ts';

const named = z.looseObject({ name: z.string() });
const toolsSchema = z.array(
  z.looseObject({ function: named.optional(), custom: named.optional() }),
);

/** The program's own tools, by name. */
function ownToolsIn({ tools }: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const sent = toolsSchema.safeParse(tools);
  return new Set((sent.data ?? []).map((tool) => tool.function?.name ?? tool.custom?.name ?? ''));
}

/** Leaves out what concerns calls, but those of the program's own tools. */
export async function* withoutCalls(
  steps: AsyncGenerator<ChatStep, void, undefined>,
  own: ReadonlySet<string> = new Set(),
): AsyncGenerator<ChatStep, void, undefined> {
  for await (const step of steps) {
    switch (step.kind) {
      case 'tool':
        if (own.has(step.name)) yield step;
        break;
      case 'tool_state':
      case 'tool_progress':
      case 'tool_result':
        break;
      case 'started':
      case 'delta':
      case 'reasoning':
      case 'moved':
      case 'picture':
      case 'citation':
      case 'waiting':
      case 'news':
      case 'usage':
      case 'finished':
      case 'failed':
      case 'stopped':
        yield step;
    }
  }
}

/** The rooms that questions use. */
export interface ApartRooms {
  readonly core: ApiCore;
  readonly unseen: UnseenRounds;
}

/** The messages for the model: with the rounds of Parley's tools that the program has not seen. */
function messagesOf({ messages }: Question, unseen: UnseenRounds): readonly QuestionMessage[] {
  const rounds = unseen.of(messages);
  return messages.flatMap((message, index) => [
    ...(rounds.get(index) ?? []),
    readChatMessage(message),
  ]);
}

/** Asks without a conversation, and lets Parley run the tools of new conversations. */
export function askApart(
  { core, unseen }: ApartRooms,
  question: Question & { readonly chosen: ChosenModel },
  idleTimeoutMs: number,
  signal: AbortSignal,
): AsyncGenerator<ChatStep, void, undefined> {
  const { chosen, messages, parameters, maxOutputTokens: limit } = question;
  const ownTools = ownToolsIn(parameters);
  const steps = core.turns.askApart(
    {
      chosen,
      messages: messagesOf(question, unseen),
      fields: parameters,
      ...(limit === undefined ? {} : { parameters: { maxOutputTokens: limit } }),
      idleTimeoutMs,
      ownTools,
      onPassedOn: (calls, rounds) =>
        unseen.keep(
          messages,
          calls.map(({ callId }) => callId),
          rounds,
        ),
    },
    signal,
  );
  return question.tools === 'run_unseen' ? withoutCalls(steps, ownTools) : steps;
}
