import { expect, it } from 'vitest';
import { argumentsProblem, readableArguments } from '../../../src/shared/words/call-arguments.ts';

it('gives each field a line, and leaves alone what is no JSON', () => {
  expect(readableArguments('{"a":1,"b":"x"}')).toBe('{\n  "a": 1,\n  "b": "x"\n}');
  expect(readableArguments('{"a":')).toBe('{"a":');
  expect(readableArguments(' ')).toBe('{}');
});

it('takes objects only', () => {
  expect(argumentsProblem('{}')).toBeNull();
  expect(argumentsProblem('{"a":[1]}')).toBeNull();
  for (const text of ['[]', 'null', '7', '"a"']) {
    expect(argumentsProblem(text)).toContain('braces');
  }
  expect(argumentsProblem('{"a":')).toContain('not valid JSON');
  expect(argumentsProblem('{\n"a": 1,\n"b" 2}')).toContain('near line 3');
});
