import { describe, expect, it } from 'vitest';
import { isTypedMark, triggerAt } from '../../../../../src/renderer/features/chat/popup/trigger.ts';

/** Finds the trigger at the caret, which `|` marks. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  return triggerAt(marked.replace('|', ''), caret);
}

describe('a trigger', () => {
  it.each([
    ['/|', { mark: '/', start: 0, query: '' }],
    ['/tra|', { mark: '/', start: 0, query: 'tra' }],
    ['Hello /tra|', { mark: '/', start: 6, query: 'tra' }],
    ['Hello /tra| and more', { mark: '/', start: 6, query: 'tra' }],
    ['line\n/|\nline', { mark: '/', start: 5, query: '' }],
    ['tab\t@|', { mark: '@', start: 4, query: '' }],
    ['see @notes.md|', { mark: '@', start: 4, query: 'notes.md' }],
    ['see @file:///notes|', { mark: '@', start: 4, query: 'file:///notes' }],
    ['你好 /翻译|', { mark: '/', start: 3, query: '翻译' }],
    // The space of Chinese and Japanese is a space.
    ['你好\u3000/翻|', { mark: '/', start: 3, query: '翻' }],
    ['\u{1F600} /\u{1F680}|', { mark: '/', start: 3, query: '\u{1F680}' }],
    ['no-break\u00a0/a|', { mark: '/', start: 9, query: 'a' }],
    ['/né|', { mark: '/', start: 0, query: 'né' }],
    ['@user/page|', { mark: '@', start: 0, query: 'user/page' }],
  ] as const)('is at the caret of %j', (text, found) => {
    expect(at(text)).toEqual(found);
  });

  it.each([
    '|',
    'text|',
    '|/a',
    'and/or|',
    'a/|',
    '/usr/|',
    '/usr/bin|',
    'cd /usr/bin|',
    '/usr|/bin',
    '/us|r',
    './|',
    '../a|',
    '~/|',
    'C:\\a|',
    '/a\\b|',
    '//|',
    '// comment|',
    'https:/|',
    'https://example.org/a|',
    'me@|',
    'me@example.org|',
    '@@|',
    '@me@example.org|',
    '1/2|',
    '(/a|',
    '"/a|',
    'word /a b|',
    '你好/|',
    '\u{1F600}/|',
    '\u{1F600}@a|',
    `/${'a'.repeat(101)}|`,
    `${'a'.repeat(1_000_000)}|`,
  ])('is not in %j', (text) => {
    expect(at(text)).toBeNull();
  });

  it('ends at a word of a hundred characters, and reads no further', () => {
    expect(at(`/${'a'.repeat(100)}|`)?.query).toHaveLength(100);
    // Half a character before the mark belongs to no word.
    expect(at('\ud83d/|')).toBeNull();
  });
});

describe('an input event', () => {
  const typed = { data: '/', inputType: 'insertText', isComposing: false };

  it('types a mark', () => {
    expect(isTypedMark(typed)).toBe(true);
    expect(isTypedMark({ ...typed, data: '@' })).toBe(true);
  });

  it.each([
    { ...typed, data: 'a' },
    { ...typed, data: null },
    { ...typed, data: '/a' },
    { ...typed, data: '／' },
    { ...typed, inputType: 'insertFromPaste' },
    { ...typed, inputType: 'insertFromDrop' },
    { ...typed, inputType: 'deleteContentBackward' },
    { ...typed, inputType: 'insertCompositionText', isComposing: true },
    { ...typed, isComposing: true },
  ])('types none: %j', (event) => {
    expect(isTypedMark(event)).toBe(false);
  });
});
