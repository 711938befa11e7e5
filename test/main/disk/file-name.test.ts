import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNames, safeFileName } from '../../../src/main/disk/file-name.ts';

describe('safeFileName', () => {
  test.each([
    ['Rezept: Nudeln / Soße?', 'Rezept Nudeln Soße'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com¹', '_com¹'],
    ['console', 'console'],
    ['dots... ', 'dots'],
    ['..', 'Conversation'],
    ['../../etc/passwd', 'etc passwd'],
    ['.hidden', 'hidden'],
    ['', 'Conversation'],
    ['a\u0000b\u202eexe.txt', 'a b exe.txt'],
    ['emoji 👩‍👩‍👧 stay', 'emoji 👩‍👩‍👧 stay'],
    ['日本語の会話', '日本語の会話'],
    ['broken \ud800 half', 'broken \ufffd half'],
    ['e\u0301', '\u00e9'],
  ])('%j', (title, name) => {
    expect(safeFileName(title)).toBe(name);
  });

  test('is accepted by all three systems whatever the title', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: 'binary' }),
          fc.string({ maxLength: 400, minLength: 200, unit: 'grapheme' }),
        ),
        (title) => {
          const name = safeFileName(title);
          expect(name).not.toBe('');
          expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]|^[.\s]|[.\s]$/u);
          expect(Buffer.byteLength(`${name} (12345).json`)).toBeLessThanOrEqual(255);
          expect(name.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

test('names that differ only in case or form are told apart', () => {
  const nameOf = createNames();
  expect(
    ['Plan', 'plan', 'PLAN', 'Plan (2)', 'ﬁle', 'file'].map((name) => nameOf(name, '.md')),
  ).toEqual(['Plan.md', 'plan (2).md', 'PLAN (3).md', 'Plan (2) (2).md', 'ﬁle.md', 'file (2).md']);
});
