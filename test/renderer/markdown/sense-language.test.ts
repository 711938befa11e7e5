import { expect, test } from 'vitest';
import { createLanguageSense } from '../../../src/renderer/markdown/parse/sense-language.ts';
import { appendText, type TextLog } from '../../../src/shared/model/text-log.ts';

/** A log that counts how often its text is read. */
function counted(log: TextLog | null, onRead: () => void): TextLog | null {
  if (log === null) return null;
  return {
    length: log.length,
    previous: log.previous,
    get piece() {
      onRead();
      return log.piece;
    },
  };
}

test('the language of a growing text is sensed twice, not per piece', () => {
  const sense = createLanguageSense();
  let log: TextLog | null = null;
  let reads = 0;
  const seen: (string | undefined)[] = [];
  for (let piece = 0; piece < 300; piece += 1) {
    log = appendText(log, 'これは文です。');
    seen.push(
      sense(
        counted(log, () => {
          reads += 1;
        }),
        false,
      ),
    );
  }
  expect(reads).toBe(2);
  expect(seen[0]).toBeUndefined();
  expect(seen.at(-1)).toBe('ja');
});

test('a short text has a language once it is done', () => {
  const sense = createLanguageSense();
  const log = appendText(null, 'はい、そうです。');
  expect(sense(log, false)).toBeUndefined();
  expect(sense(log, true)).toBe('ja');
});
