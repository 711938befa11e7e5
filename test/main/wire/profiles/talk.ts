import type { AttachmentPart, Message } from '../../../../src/shared/model/conversation.ts';
import type { Parameters } from '../../../../src/shared/model/parameters/parameters.ts';
import { textOf } from '../../../../src/shared/model/conversation.ts';
import type { ToolRunner } from '../../../../src/main/turns/calls/tool-runner.ts';
import type { TurnService } from '../../../../src/main/turns/turn-service.ts';
import type { RecordedRequest } from '../../../provider/recording.ts';
import type { Service } from '../../../provider/profiles/start.ts';
import type { Program } from './program.ts';

/** What a conversation begins with. */
export interface Beginning {
  readonly systemPrompt?: string;
  readonly parameters?: Parameters;
  readonly tools?: ToolRunner;
}

/** A conversation with a model of a service. */
export interface Talk {
  readonly id: string;
  readonly turns: TurnService;
  /** Asks and waits for the answer. */
  readonly ask: (text: string, attachments?: readonly AttachmentPart[]) => Promise<Message>;
  /** Waits until the turn that was just started has ended. */
  readonly after: (started: Promise<unknown>) => Promise<Message>;
  readonly answer: () => Promise<Message>;
  /** The id of the message on show that is the last of its role. */
  readonly last: (role: Message['role']) => Promise<string>;
  /** Has the model of another service answer from now on. */
  readonly switchTo: (service: Service) => Promise<void>;
  /** The same conversation in a program that was started later. */
  readonly in: (program: Program) => Talk;
}

function talkOf({ core, providerOf }: Program, id: string): Talk {
  const { conversations, turns } = core;
  const answer = async (): Promise<Message> => {
    const { messages, leafId } = await turns.look(id);
    const message = messages[leafId ?? ''];
    if (message === undefined) throw new Error('There is no answer.');
    return message;
  };
  const after: Talk['after'] = async (started) => {
    await started;
    await turns.whenIdle(id);
    return answer();
  };
  return {
    id,
    turns,
    answer,
    after,
    ask: (text, attachments = []) => after(turns.send(id, text, { attachments })),
    async last(role) {
      const { messages, leafId } = await turns.look(id);
      let message = messages[leafId ?? ''];
      while (message !== undefined && message.role !== role) {
        message = messages[message.parentId ?? ''];
      }
      if (message === undefined) throw new Error('There is no such message.');
      return message.id;
    },
    async switchTo(service) {
      const providerId = await providerOf(service);
      const { model } = service.profile;
      const { written } = await conversations.change(id, (before) => ({
        ...before,
        providerId,
        model,
      }));
      await written;
    },
    in: (program) => talkOf(program, id),
  };
}

/** Begins a conversation with the model of a service. */
export async function beginTalk(
  program: Program,
  service: Service,
  { systemPrompt, parameters, tools }: Beginning = {},
): Promise<Talk> {
  const providerId = await program.providerOf(service);
  const { model } = service.profile;
  const { id } = await program.core.conversations.create((empty) => ({
    ...empty,
    providerId,
    model,
    ...(systemPrompt === undefined ? {} : { systemPrompt }),
    ...(parameters === undefined ? {} : { parameters }),
  }));
  if (tools !== undefined) program.tools.set(id, tools);
  return talkOf(program, id);
}

/** The text of an answer. */
export const words = (message: Message): string => textOf(message);

/** The reasoning of an answer. */
export const thoughts = (message: Message): string =>
  message.parts.map((part) => (part.kind === 'reasoning' ? part.text : '')).join('');

/** A message of a request over either wire: its role, and what it says. */
export interface SentLine {
  readonly role: string;
  readonly text: string;
}

const inWords = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content ?? '');

/** The messages of a request over either wire. */
export function sent({ body }: Pick<RecordedRequest, 'body'>): readonly SentLine[] {
  const instructions = body?.['instructions'];
  const input = Array.isArray(body?.input) ? (body.input as readonly object[]) : [];
  const messages: readonly object[] = body?.messages ?? input;
  const lines = messages.map((message) => {
    const { role, type, content, output } = message as Readonly<Record<string, unknown>>;
    return { role: String(role ?? type), text: inWords(content ?? output) };
  });
  return typeof instructions === 'string'
    ? [{ role: 'system', text: instructions }, ...lines]
    : lines;
}
