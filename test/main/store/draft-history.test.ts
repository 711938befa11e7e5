import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  noHistory,
  withChange,
  type DraftHistory,
} from '../../../src/main/store/drafts/draft-history.ts';
import {
  stepBetween,
  textAfter,
  textBefore,
} from '../../../src/shared/model/message/draft-step.ts';

/** The history after these texts, each at its time (ms). */
function historyOf(...texts: readonly (readonly [text: string, at: number])[]): DraftHistory {
  let before = '';
  return texts.reduce((history, [text, at]) => {
    const next = withChange(history, before, text, at);
    before = text;
    return next;
  }, noHistory);
}

/** The texts that Undo goes through. */
function wayBack({ steps }: DraftHistory, text: string): readonly (string | null)[] {
  let now: string | null = text;
  return steps.toReversed().map((step) => (now = now === null ? null : textBefore(step, now)));
}

describe('the history of an unsent text', () => {
  test('has a step for what is typed in one go, and another after a pause', () => {
    const history = historyOf(['a', 0], ['a wr', 200], ['a wren', 400], ['a wren s', 2000]);
    expect(wayBack(history, 'a wren s')).toEqual(['a wren', '']);
  });

  test('has a step of its own for what comes at once', () => {
    const pasted = 'a song '.repeat(20);
    const history = historyOf(['of ', 0], [`of ${pasted}`, 100], [`of ${pasted}!`, 200]);
    expect(wayBack(history, `of ${pasted}!`)).toEqual([`of ${pasted}`, 'of ', '']);
  });

  test('has a step of its own for a change elsewhere', () => {
    const history = historyOf(
      ['a wren sings', 0],
      ['The wren sings', 100],
      ['The wren sings.', 200],
    );
    expect(wayBack(history, 'The wren sings.')).toEqual(['The wren sings', 'a wren sings', '']);
  });

  test('forgets what was taken back, several steps at once too', () => {
    const history = historyOf(
      ['one', 0],
      ['one two', 2000],
      ['one two three', 4000],
      ['one', 6000],
    );
    expect(history.steps).toEqual([{ at: 0, removed: '', inserted: 'one' }]);
    // Letters typed now do not join the step that stayed.
    expect(wayBack(withChange(history, 'one', 'one!', 6001), 'one!')).toEqual(['one', '']);
  });

  test('ends with the text: what was sent or deleted is not kept', () => {
    expect(historyOf(['secret', 0], ['', 100])).toEqual(noHistory);
  });

  test('is bounded in steps and in text', () => {
    const many = Array.from({ length: 300 }, (_, n) => ['x'.repeat(n + 1), n * 5000] as const);
    expect(historyOf(...many).steps).toHaveLength(100);
    const long = 'long '.repeat(3000);
    const history = historyOf([long, 0], [`${long}${long.toUpperCase()}`, 5000], ['short', 9000]);
    expect(history.steps).toEqual([]);
    const pasted = 'x'.repeat(200_001);
    expect(withChange(noHistory, '', pasted, 0)).toEqual(noHistory);
  });
});

test('every step leads back from the text, and forward again', () => {
  const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b') });
  const property = fc.property(fc.array(fc.tuple(text, fc.nat(3000))), (changes) => {
    let at = 0;
    const { steps } = historyOf(...changes.map(([each, rest]) => [each, (at += rest)] as const));
    let now = changes.at(-1)?.[0] ?? '';
    for (const step of steps.toReversed()) {
      const before = textBefore(step, now);
      expect(before).not.toBeNull();
      expect(textAfter(step, before ?? '')).toBe(now);
      now = before ?? '';
    }
    expect(now).toBe('');
  });
  fc.assert(property);
});

test('a step leads from one text to another and back', () => {
  const property = fc.property(fc.string(), fc.string(), (one, other) => {
    const step = stepBetween(one, other);
    expect(textAfter(step, one)).toBe(other);
    expect(textBefore(step, other)).toBe(one);
  });
  fc.assert(property);
});
