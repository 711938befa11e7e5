import { describe, expect, it } from 'vitest';
import {
  callToJudge,
  choiceIn,
  choicePrompt,
  editableArguments,
} from '../../../src/main/terminal/approval-words.ts';
import type { AskReason, PendingCall } from '../../../src/shared/model/tools.ts';

const callWith = (reason: AskReason, more: Partial<PendingCall> = {}): PendingCall => ({
  callId: 'a',
  key: 'files/write\u202E',
  source: 'files',
  sourceName: 'Files\u200B',
  title: 'Write',
  hints: { isReadOnly: false, isDestructive: false, reachesInternet: false },
  arguments: '{"path":"a\u202Eb"}',
  reason,
  ...more,
});

describe('a call that is asked about', () => {
  it('hides nothing that cannot be seen', () => {
    const call = callWith({ kind: 'not_allowed_yet' });
    expect(callToJudge(call, call.arguments)).toBe(
      '\nAllow write[U+202E] on Files[U+200B]?\n  {\n    "path": "a[U+202E]b"\n  }',
    );
  });

  it('says what has changed, and leaves out long stretches that have not', () => {
    const same = 'same '.repeat(100);
    const reason = {
      kind: 'changed',
      before: `Reads. ${same}`,
      after: `Deletes. ${same}`,
    } as const;
    const words = callToJudge(callWith(reason), '{}');
    expect(words).toContain('[-Reads-]{+Deletes+}. same same');
    expect(words).toContain(' … ');
    expect(words.length).toBeLessThan(500);
  });

  it('names the address, and asks about an unknown one each time', () => {
    const unknown = callWith({ kind: 'unknown_address', url: 'https://a.example/\u200B?d=1' });
    expect(callToJudge(unknown, '{}')).toContain('  https://a.example/[U+200B]?d=1');
    expect(choicePrompt(unknown)).not.toContain('always');
    expect(choiceIn('a', unknown)).toBeNull();
    const near = callWith({ kind: 'private_address', host: 'localhost:8080' });
    expect(callToJudge(near, '{}')).toContain('  localhost:8080');
    expect(choicePrompt(near)).toContain('a = always');
  });

  it.each([
    ['y', 'once'],
    [' YES ', 'once'],
    ['c', 'conversation'],
    ['a', 'always'],
    ['n', 'deny'],
    ['e', 'edit'],
    ['', null],
    ['yy', null],
    ['constructor', null],
  ] as const)('%j is read as %j', (typed, choice) => {
    expect(choiceIn(typed, callWith({ kind: 'not_allowed_yet' }))).toBe(choice);
  });

  it('is edited on one line that means the same', () => {
    const args = '{ "a": "\u202E\u200B\u{E0001}\\n\u{1F600}" }';
    const line = editableArguments(args);
    expect(line).toBe(String.raw`{"a":"\u202e\u200b\udb40\udc01\n😀"}`);
    expect(JSON.parse(line)).toEqual(JSON.parse(args));
  });
});
