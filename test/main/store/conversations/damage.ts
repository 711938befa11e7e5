import type { Conversation, Message } from '../../../../src/shared/model/conversation.ts';
import { answer, conversationOf, idOf, question } from '../samples.ts';

/** A conversation whose file is large enough to be read line by line. */
export function long(count: number, textOf: (at: number) => string): Conversation {
  const messages: Message[] = [];
  for (let at = 0; at < count; at += 1) {
    const parentId = at === 0 ? null : idOf(at + 1);
    const text = textOf(at);
    messages.push(
      at % 2 === 0 ? question(at + 2, parentId, text) : answer(at + 2, parentId, text, 'complete'),
    );
  }
  return conversationOf(1, 'Long', messages);
}

/** What may be wrong with a file of {@link long} with twelve messages, and how it becomes so. */
export const damages: readonly (readonly [what: string, change: (text: string) => string])[] = [
  ['that is marked', (text: string) => text.replace('{', '{"readOnly":"saved_by_newer","x":[1],')],
  ['with a byte order mark', (text: string) => `\uFEFF${text}`],
  ['with a mark before a message', (text: string) => text.replace('\n"', '\n\uFEFF"')],
  ['with a mark in a message', (text: string) => text.replace('":{"id"', '":\uFEFF{"id"')],
  ['without its end', (text: string) => text.trimEnd().slice(0, -1)],
  ['with something after it', (text: string) => `${text}x`],
  ['with a key of objects', (text: string) => text.replace('"role"', '"__proto__":{},"role"')],
  ['with an escaped key', (text: string) => text.replace('"role"', '"\\u005f_proto__":{},"role"')],
  ['with a message twice', (text: string) => text.replace(/\n("[^\n]*,)\n/, '\n$1\n$1\n')],
  ['in one line', (text: string) => text.replaceAll('\n', '')],
  ['of a newer version', (text: string) => text.replace('"version":', '"version":1')],
  ['without a leaf', (text: string) => text.replace(/"leafId":"[^"]*"/, '"leafId":null')],
  [
    'whose first message follows its last',
    (text: string) => text.replace('"parentId":null', `"parentId":"${idOf(13)}"`),
  ],
  [
    'whose first message follows none',
    (text: string) => text.replace('"parentId":null', `"parentId":"${idOf(77)}"`),
  ],
  [
    'with an error',
    (text: string) =>
      text.replace('"role"', '"error":{"kind":"server","message":"Old words"},"role"'),
  ],
];
