import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerNotice } from '../../../../src/shared/words/desktop/answer-notice.ts';

test('whatever a title or an answer holds, a notification is two short, plain lines', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(text, text, fc.boolean(), (title, answer, hasFailed) => {
      const notice = answerNotice({ hasFailed, title, text: answer }, 'answer');
      for (const line of [notice.title, notice.body]) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(line.length).toBeGreaterThan(0);
        expect(line.length).toBeLessThanOrEqual(201);
      }
    }),
    { numRuns: 200 },
  );
});

test('a title without a visible character counts as none', () => {
  const { title } = answerNotice({ hasFailed: false, title: ' \u202E\n', text: 'Hi' }, 'title');
  expect(title).toBe('The answer is done');
});
