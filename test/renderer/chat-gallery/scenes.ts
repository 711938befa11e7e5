import type { LiveTurn } from '../../../src/shared/chat-event.ts';
import type { Conversation, Message } from '../../../src/shared/conversation.ts';

/** What a scene shows: a conversation, and the answer under way if there is one. */
export interface Scene {
  readonly conversation: Conversation | null;
  readonly live: LiveTurn | null;
}

/** A valid id made from a number. */
export function idOf(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

const start = Date.parse('2026-11-20T09:00:00Z');

export const richAnswer = `Public-key cryptography lets two people who have never met agree on a secret **in the open**.

Imagine a padlock that anyone can close, but only you can open. You hand out *open padlocks* freely; the key never leaves your kitchen.

## How it works

1. You make a pair of keys: one public, one private.
2. Anyone locks a message with the public one.
3. Only the private one opens it again.

| Step | Who | Needs |
| --- | --- | --- |
| Encrypt | Anyone | Public key |
| Decrypt | You | Private key |
| Sign | You | Private key |

\`\`\`ts
const { publicKey, privateKey } = await crypto.subtle.generateKey(
  { name: 'RSA-OAEP', modulusLength: 4096, publicExponent, hash: 'SHA-256' },
  true,
  ['encrypt', 'decrypt'],
);
\`\`\`

> The security rests on a problem that is easy one way and hard the other, like mixing eggs into a batter.

See [the original paper](https://example.com) for the details.`;

function message(n: number, rest: Partial<Message> & Pick<Message, 'role' | 'parts'>): Message {
  return {
    id: idOf(n),
    parentId: n === 1 ? null : idOf(n - 1),
    status: 'complete',
    createdAt: new Date(start + n * 60_000).toISOString(),
    ...(rest.role === 'assistant'
      ? {
          model: 'gpt-5-mini',
          providerId: 'openai',
          usage: { promptTokens: 112, completionTokens: 345, totalTokens: 457 },
        }
      : {}),
    ...rest,
  };
}

function text(value: string): Message['parts'] {
  return [{ kind: 'text', text: value }];
}

function conversation(messages: readonly Message[], leaf = messages.at(-1)): Conversation {
  return {
    version: 1,
    id: idOf(900),
    title: 'Padlocks and batter: cryptography for cooks',
    titledBy: 'model',
    createdAt: new Date(start).toISOString(),
    updatedAt: new Date(start + 3_600_000).toISOString(),
    systemPrompt: null,
    providerId: 'openai',
    model: 'gpt-5-mini',
    leafId: leaf?.id ?? null,
    messages: Object.fromEntries(messages.map((each) => [each.id, each])),
  };
}

const question = message(1, {
  role: 'user',
  parts: text('Explain how public-key cryptography works to someone who is good at cooking.'),
});
const answer = message(2, { role: 'assistant', parts: text(richAnswer) });
const followUp = message(3, {
  role: 'user',
  parts: text('And why can nobody simply compute the private key from the public one?'),
});
const begun =
  'Because the way back is too long to walk. Multiplying two primes of a thousand digits takes a blink; finding them again from the product would take longer than the universe has lasted';

function ending(rest: Partial<Message>): Conversation {
  return conversation([
    question,
    answer,
    followUp,
    message(4, { role: 'assistant', parts: text(begun), ...rest }),
  ]);
}

const reasoningText =
  'The person cooks. An analogy with mixing and separating ingredients would fit.\n\nI should mention trapdoor functions without the jargon, then give the honest caveat about quantum computers.';

/** A conversation of many turns, as long as asked. */
export function longConversation(turns: number): Conversation {
  const messages: Message[] = [];
  for (let n = 1; n <= turns; n += 1) {
    const body =
      n % 2 === 1
        ? `Question ${String(n)}: ${'what about this detail? '.repeat(1 + (n % 7))}`
        : n % 6 === 0
          ? richAnswer
          : `Answer ${String(n)}. ${'It depends on the size of the kitchen and on the patience of the cook. '.repeat(1 + (n % 11))}`;
    messages.push(message(n, { role: n % 2 === 1 ? 'user' : 'assistant', parts: text(body) }));
  }
  return conversation(messages);
}

function live(shown: Conversation): Scene {
  return { conversation: shown, live: { turn: 1, seq: 0, messageId: idOf(4) } };
}

/** All scenes by name. */
export const scenes: Readonly<Record<string, () => Scene>> = {
  empty: () => ({ conversation: null, live: null }),
  answer: () => ({ conversation: conversation([question, answer]), live: null }),
  waiting: () =>
    live(
      ending({
        status: 'streaming',
        parts: [],
        usage: undefined,
        createdAt: new Date(Date.now() - 5200).toISOString(),
      }),
    ),
  streaming: () => live(ending({ status: 'streaming', usage: undefined })),
  thinking: () =>
    live(
      ending({
        status: 'streaming',
        usage: undefined,
        parts: [{ kind: 'reasoning', text: reasoningText }],
      }),
    ),
  reasoning: () => ({
    conversation: ending({
      parts: [{ kind: 'reasoning', text: reasoningText, durationMs: 12_300 }, ...text(begun)],
      usage: {
        promptTokens: 1204,
        completionTokens: 3450,
        totalTokens: 4654,
        reasoningTokens: 812,
        cachedTokens: 1024,
      },
    }),
    live: null,
  }),
  failed: () => ({
    conversation: ending({
      status: 'failed',
      parts: [],
      usage: undefined,
      error: {
        kind: 'rate_limit',
        message: 'The server takes no more requests for now. Wait a moment, then try again.',
        retryable: true,
        action: 'retry',
        status: 429,
        retryAfterMs: 20_000,
        detail: 'Rate limit reached for requests per minute. Limit: 3 / min.',
      },
    }),
    live: null,
  }),
  auth: () => ({
    conversation: ending({
      status: 'failed',
      parts: [],
      usage: undefined,
      error: {
        kind: 'auth',
        message: 'The server refused the key. Check it in Settings.',
        retryable: false,
        action: 'open_settings',
        status: 401,
      },
    }),
    live: null,
  }),
  stopped: () => ({ conversation: ending({ status: 'stopped' }), live: null }),
  interrupted: () => ({ conversation: ending({ status: 'interrupted' }), live: null }),
  truncated: () => ({
    conversation: ending({ status: 'truncated', finishReason: 'length' }),
    live: null,
  }),
  filtered: () => ({ conversation: ending({ finishReason: 'content_filter' }), live: null }),
  versions: () => {
    const other = message(5, { role: 'assistant', parts: text(begun), parentId: idOf(3) });
    const third = message(6, {
      role: 'assistant',
      parts: text('A second thought, put more simply.'),
      parentId: idOf(3),
    });
    const last = message(4, { role: 'assistant', parts: text(richAnswer) });
    return {
      conversation: conversation([question, answer, followUp, last, other, third], other),
      live: null,
    };
  },
  folded: () => ({
    conversation: conversation([
      message(1, {
        role: 'user',
        parts: text(
          Array.from({ length: 60 }, (_, n) => `line ${String(n)}: some pasted log output`).join(
            '\n',
          ),
        ),
      }),
      answer,
    ]),
    live: null,
  }),
  readonly: () => ({
    conversation: {
      ...conversation([question, answer]),
      readOnly:
        'This conversation was saved by a newer Parley. It can be read here, but not changed.',
    },
    live: null,
  }),
  long: () => ({ conversation: longConversation(2000), live: null }),
  huge: () => ({ conversation: longConversation(5000), live: null }),
};
