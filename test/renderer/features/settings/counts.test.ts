import { expect, test } from 'vitest';
import { t } from '../../../../src/shared/language/translate.ts';

const counts = [0, 1, 2, 1200] as const;

test('what is counted in the settings agrees with its number', () => {
  expect(counts.map((count) => t('settings.assistants.imported', { count }))).toEqual([
    'No assistant was imported.',
    '1 assistant was imported.',
    '2 assistants were imported.',
    '1,200 assistants were imported.',
  ]);
  expect(counts.map((count) => t('settings.providers.test.models', { count }))).toEqual([
    'It answers and lists 0 models.',
    'It answers and lists 1 model.',
    'It answers and lists 2 models.',
    'It answers and lists 1,200 models.',
  ]);
  expect(counts.map((count) => t('settings.assistants.apply.all', { count }))[1]).toBe(
    'This conversation too',
  );
  expect(t('settings.usage.counts', { conversations: 1, messages: 2 })).toBe(
    '1 conversation, 2 messages.',
  );
});
