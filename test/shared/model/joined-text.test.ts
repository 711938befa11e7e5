import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { joinedText, mediaOf, textOf } from '../../../src/shared/model/conversation-views.ts';
import type { Part } from '../../../src/shared/model/conversation.ts';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import { createTextBreaks } from '../../../src/main/turns/text-breaks.ts';

const text = (value: string): Part => ({ kind: 'text', text: value });

describe('the text of a message', () => {
  it.each([
    [['one'], 'one'],
    [['\n one \n'], '\n one \n'],
    [['one', 'two'], 'one\n\ntwo'],
    [['one\n', 'two'], 'one\n\ntwo'],
    [['one\n\n', '\n\ntwo'], 'one\n\ntwo'],
    [['one', '\n', '', 'two'], 'one\n\ntwo'],
    [['one', '    code'], 'one\n\n    code'],
    [['', ' '], ' '],
    [[], ''],
  ])('of the parts %j is %j', (parts, expected) => {
    expect(textOf({ parts: parts.map(text) })).toBe(expected);
  });

  it('has no reasoning in it', () => {
    const parts: readonly Part[] = [{ kind: 'reasoning', text: 'r' }, text('t')];
    expect(joinedText(parts)).toBe('t');
    expect(joinedText(parts, 'reasoning')).toBe('r');
  });

  it('comes out the same when it is written while it arrives', () => {
    const words = fc.constantFrom('one', ' two', '\n', '\n\n', '```\n', 'three. ');
    const step: fc.Arbitrary<ChatStep> = fc.oneof(
      { weight: 3, arbitrary: words.map((value): ChatStep => ({ kind: 'delta', text: value })) },
      fc.constant<ChatStep>({ kind: 'reasoning', text: 'hm' }),
      fc.constant<ChatStep>({ kind: 'tool_result', callId: 'a', content: [], isError: false }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const answer = createAnswer([], () => 0);
        const apart = createTextBreaks();
        let written = '';
        let isMerged = false;
        for (const each of steps) {
          if (answer.push(each).some(({ kind }) => kind === 'moved')) isMerged = true;
          written += apart(each) ?? '';
        }
        // Text that was shown cannot be withdrawn: only blank text may differ. Parts that are merged
        // later have nothing between them, where a blank line is shown already.
        const space = isMerged ? '' : ' ';
        const bare = (value: string): string => value.replaceAll(/\s+/g, space).trim();
        expect(bare(written)).toBe(bare(joinedText(answer.parts())));
      }),
    );
  });
});

describe('what a message needs of the attachments', () => {
  it('are its own and the pictures that tools gave back', () => {
    const picture = {
      kind: 'image' as const,
      attachment: 'a'.repeat(64),
      mediaType: 'image/png',
      name: 'a',
    };
    const other = { ...picture, attachment: 'b'.repeat(64) };
    const parts: readonly Part[] = [
      text('t'),
      picture,
      {
        kind: 'tool_result',
        callId: 'c',
        content: [{ kind: 'text', text: 'x' }, other],
        isError: false,
      },
    ];
    expect(mediaOf({ parts })).toEqual([picture, other]);
  });
});
