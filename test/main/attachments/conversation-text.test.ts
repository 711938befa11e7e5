import { describe, expect, it } from 'vitest';
import {
  conversationText,
  longestConversation,
} from '../../../src/main/attachments/conversation-text.ts';
import type { Conversation, Message, Part } from '../../../src/shared/model/conversation.ts';

type Said = readonly [Message['role'], ...Part[]];

/** A conversation in which this was said, one after the other. */
function conversationOf(...said: readonly Said[]): Conversation {
  const messages = said.map(([role, ...parts], index): Message => ({
    id: `m${String(index)}`,
    parentId: index === 0 ? null : `m${String(index - 1)}`,
    role,
    parts,
    status: 'complete',
    createdAt: '2026-11-29T12:00:00.000Z',
  }));
  return {
    title: 'Trees',
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  } as unknown as Conversation;
}

const text = (words: string): Part => ({ kind: 'text', text: words });

describe('a conversation as a text', () => {
  it('has what was said and names what was attached', () => {
    const file = { kind: 'file', attachment: 'a', name: 'leaf.txt', mediaType: 'text/plain' };
    const written = conversationText(
      conversationOf(
        ['user', file as Part, text('Which tree?')],
        [
          'assistant',
          { kind: 'reasoning', text: 'Secret thought.' },
          { kind: 'tool_call', callId: 'c', name: 'look', arguments: '{}', state: 'done' },
          text('An oak.\n'),
        ],
        ['user', text('  ')],
      ),
    );
    expect(written).toBe(
      '# Trees\n\n## Person\n\n[Attached: leaf.txt]\nWhich tree?\n\n## Assistant\n\nAn oak.',
    );
  });

  it('is empty if nothing was said', () => {
    expect(conversationText(conversationOf())).toBe('');
    expect(conversationText(conversationOf(['user', text(' ')]))).toBe('');
  });

  it('keeps its end if it is too long', () => {
    const long = conversationText(
      conversationOf(['user', text('begin '.repeat(40_000))], ['assistant', text('The end.')]),
    );
    expect(long.length).toBeLessThanOrEqual(longestConversation);
    expect(long.length).toBeGreaterThan(longestConversation - 10);
    expect(long.startsWith('# Trees\n\n[The beginning of the conversation is left out.]\n\n')).toBe(
      true,
    );
    expect(long.endsWith('The end.')).toBe(true);
    const emoji = conversationText(conversationOf(['user', text('😀'.repeat(150_000))]));
    expect(emoji.isWellFormed()).toBe(true);
  });
});
