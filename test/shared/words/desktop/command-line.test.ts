import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { helpRows, optionMistake } from '../../../../src/shared/words/desktop/command-line.ts';

test('rows of help stand in columns, and wrap inside the second', () => {
  const does = 'word '.repeat(30).trim();
  expect(
    helpRows([
      ['--demo', 'The demo'],
      ['--base-url <url>', does],
    ]).split('\n'),
  ).toEqual([
    '  --demo            The demo',
    `  --base-url <url>  ${'word '.repeat(16).trim()}`,
    `                    ${'word '.repeat(14).trim()}`,
  ]);
});

test.each([
  [['--nothing'], 'There is no option --nothing.'],
  [['--model'], '--model has no value, or one that does not belong there.'],
  [['--demo=yes'], '--demo has no value, or one that does not belong there.'],
  [['word'], 'Only options are expected here, and one of the words is none.'],
])('%j is a mistake that is told', (args, sentence) => {
  const options = { model: { type: 'string' }, demo: { type: 'boolean' } } as const;
  let told = '';
  try {
    parseArgs({ args, options });
  } catch (error) {
    if (error instanceof TypeError) told = optionMistake(error);
  }
  expect(told).toBe(sentence);
});
