import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import type { ParleyError } from '../../../src/shared/model/errors.ts';

/** A file written by a released version. */
export function fixture(name: string): string {
  return fs.readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

/** A conversation of version 1. */
export const released = fixture('conversation-v1.json');
/** Its content. */
export const first = JSON.parse(released) as Conversation;
/** Its id. */
export const { id } = first;

/** The version 1 conversation in version 2. */
export const conversation: Conversation = {
  ...first,
  version: 3,
  messages: {
    ...first.messages,
    '01930d2e-7a00-7000-8000-000000000003': {
      ...(first.messages['01930d2e-7a00-7000-8000-000000000003'] as Message),
      parts: [
        { kind: 'reasoning', text: 'Temples first.', durationMs: 1200 },
        { kind: 'text', text: 'Day 1: …' },
        {
          kind: 'tool_call',
          callId: 'c1',
          name: 'weather',
          arguments: '{"city":"Kyoto"}',
          state: 'done',
        },
        {
          kind: 'tool_result',
          callId: 'c1',
          content: [{ kind: 'text', text: 'sunny' }],
          isError: false,
        },
      ],
    },
  },
};

/**
 * A conversation whose errors are only sentences, as this version has it in memory or, with the
 * sentence beside the code, in a file.
 */
export function withCodes(given: Conversation, where: 'memory' | 'file'): Conversation {
  const coded = (message: Message): Message => {
    if (message.error === undefined) return message;
    const { message: text, ...rest } = message.error as unknown as { readonly message: string };
    const error = {
      ...rest,
      code: 'plain',
      params: { text },
      ...(where === 'file' && { message: text }),
    };
    return { ...message, error: error as unknown as ParleyError };
  };
  const messages = Object.entries<Message>(given.messages);
  return {
    ...given,
    messages: Object.fromEntries(messages.map(([key, message]) => [key, coded(message)])),
  };
}

/** A conversation of version 2, which has the same id. */
export const second = fixture('conversation-v2.json');
/** A conversation of version 3 with the same id. */
export const current = fixture('conversation-v3.json');

/** The copies kept from before an update. */
export function keptOld(root: string): readonly string[] {
  const directory = join(root, 'before-update');
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => fs.readFileSync(join(directory, name), 'utf8'));
}
