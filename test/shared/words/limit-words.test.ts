import { expect, it } from 'vitest';
import { limitScopes } from '../../../src/shared/model/spending/limits.ts';
import { costLimitWords, limitNote } from '../../../src/shared/words/limit-words.ts';

const spent = { known: 2, counted: 1, unknown: 0 };

it('each scope of a limit has a sentence, and an assistant its name', () => {
  const said = (scope: (typeof limitScopes)[number], assistant: string | null): string =>
    costLimitWords({ scope, assistant, stopAt: 2, spent: 2, isAtLeast: true, next: null });
  expect(said('assistant', 'Ada')).toBe(
    'The limit of $2.00 for Ada this month is reached, so nothing was sent. So far, at least $2.00 is spent. Raise the limit, allow this once, or choose another model.',
  );
  expect(new Set(limitScopes.map((scope) => said(scope, null))).size).toBe(limitScopes.length);
});

it('the meter tells a limit that stops before one that warns', () => {
  const warned = { scope: 'month', assistant: null, limits: { warnAt: 1 }, spent } as const;
  const stops = { ...warned, scope: 'assistant', assistant: 'Ada', limits: { stopAt: 2 } } as const;
  const states = [
    { ...warned, isStopping: false },
    { ...stops, isStopping: true },
  ];
  expect(limitNote(states)).toBe('stops at $2.00 for Ada this month');
  expect(limitNote(states.slice(0, 1))).toBe('$2.00 spent this month');
  expect(limitNote([])).toBeNull();
});
