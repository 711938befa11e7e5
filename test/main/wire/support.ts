import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { ParleyError } from '../../../src/shared/model/errors.ts';
import { plainly, type ProviderConnection } from '../../../src/main/wire/connection.ts';
import {
  readChatMessage,
  type ChatMessage,
} from '../../../src/main/wire/chat-completions/messages.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import type { Question, QuestionMessage } from '../../../src/main/wire/protocol.ts';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';

const serverFetch = createServerFetch({});

/** A connection to a real server on loopback, through the program's own fetch. */
export function connectionTo(
  baseUrl: string,
  rest: Partial<ProviderConnection> = {},
): ProviderConnection {
  return {
    providerId: 'test',
    name: 'Test server',
    baseUrl,
    apiKey: null,
    ...plainly,
    fetch: serverFetch,
    refusesStreamOptions: false,
    rememberStreamOptionsRefused: () => undefined,
    ...rest,
  };
}

/** Everything a turn produced. */
export interface Heard {
  readonly steps: readonly ChatStep[];
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly callId: string; name: string; arguments: string }[];
  readonly usage: unknown;
  /** The last step. */
  readonly end: ChatStep | undefined;
  /** The error of a failed turn. Throws for any other. */
  readonly error: () => ParleyError;
}

/** Makes a {@link Heard} of the steps of a turn. */
export function heard(steps: readonly ChatStep[]): Heard {
  const answer = createAnswer([], () => 0);
  for (const step of steps) answer.push(step);
  const parts = answer.parts();
  const joined = (kind: 'text' | 'reasoning'): string =>
    parts.map((part) => (part.kind === kind ? part.text : '')).join('');
  const end = steps.at(-1);
  return {
    steps,
    text: joined('text'),
    reasoning: joined('reasoning'),
    calls: parts.flatMap((part) =>
      part.kind === 'tool_call'
        ? [{ callId: part.callId, name: part.name, arguments: part.arguments }]
        : [],
    ),
    usage: steps.find((step) => step.kind === 'usage')?.usage ?? null,
    end,
    error() {
      if (end?.kind === 'failed') return end.error;
      throw new Error(`The turn did not fail but ended with ${JSON.stringify(end)}.`);
    },
  };
}

/** A question with its messages in wire format. */
export interface Asked extends Omit<Question, 'messages'> {
  readonly connection: ProviderConnection;
  readonly messages: readonly ChatMessage[];
  readonly signal: AbortSignal;
}

/** Converts wire messages into Parley's own, so that nothing is passed on unread. */
export function readMessages(messages: readonly ChatMessage[]): readonly QuestionMessage[] {
  return messages.map((message) => {
    const { asSent: _sent, ...read } = readChatMessage(message);
    return read;
  });
}

/** Asks a server by Chat Completions. */
export function ask({ connection, messages, signal, ...rest }: Asked): AsyncIterable<ChatStep> {
  const question = { ...rest, messages: readMessages(messages) };
  return chatCompletions(connection).ask(question, signal);
}

/** Runs a turn to its end. */
export async function hear(
  connection: ProviderConnection,
  rest: Partial<Asked> = {},
): Promise<Heard> {
  const steps: ChatStep[] = [];
  for await (const step of ask({
    connection,
    model: 'scripted-model',
    messages: [{ role: 'user', content: 'Hello?' }],
    signal: new AbortController().signal,
    idleTimeoutMs: 10_000,
    ...rest,
  })) {
    steps.push(step);
  }
  return heard(steps);
}

const terminalKinds = new Set(['finished', 'failed', 'stopped']);

/** The number of terminal steps; anything but one is wrong. */
export function terminals(steps: readonly ChatStep[]): number {
  return steps.filter((step) => terminalKinds.has(step.kind)).length;
}
