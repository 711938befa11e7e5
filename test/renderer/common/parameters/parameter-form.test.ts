import { describe, expect, it } from 'vitest';
import {
  readParameters,
  typedParameters,
} from '../../../../src/renderer/common/parameters/parameter-form.ts';
import { parametersSchema } from '../../../../src/shared/model/parameters/schema.ts';
import {
  effectiveParameters,
  refusalsOf,
  type ParameterName,
  type Parameters,
} from '../../../../src/shared/model/parameters/parameters.ts';
import { parameterProblemWords } from '../../../../src/shared/words/parameter-words.ts';

const all: Required<Parameters> = {
  temperature: 0.5,
  topP: 0.25,
  topK: 40,
  minP: 0.05,
  maxOutputTokens: 4000,
  stop: ['END', '\tSTOP '],
  seed: -7,
  frequencyPenalty: -1.5,
  presencePenalty: 2,
  reasoningEffort: 'xhigh',
  verbosity: 'low',
  responseFormat: 'json',
  serviceTier: 'flex',
  furtherFields: '{"top_a": 0.1}',
};

/** Reads one value; returns it, or what the form says about it. */
function read(name: ParameterName, text: string): unknown {
  const result = readParameters({ [name]: text });
  if (result.ok) return result.parameters[name];
  const problem = result.problems[name];
  return problem === undefined ? problem : parameterProblemWords(problem);
}

describe('the form of the parameters', () => {
  it('gives back what it was filled in with, as main takes it', () => {
    const parameters = readParameters(typedParameters(all));
    expect(parameters).toEqual({ ok: true, parameters: all });
    expect(parametersSchema().parse(all)).toEqual(all);
  });

  it('sets nothing where nothing is typed', () => {
    expect(readParameters({ temperature: ' ', stop: '\n', furtherFields: '' })).toEqual({
      ok: true,
      parameters: {},
    });
  });

  it.each<[ParameterName, string, unknown]>([
    ['temperature', '0,7', 0.7],
    ['temperature', ' 1 ', 1],
    ['temperature', '2.1', 'Enter a number from 0 to 2.'],
    ['temperature', 'warm', 'Enter a number from 0 to 2.'],
    ['temperature', 'Infinity', 'Enter a number from 0 to 2.'],
    ['maxOutputTokens', '0', 'Enter a whole number from 1 to 100,000,000.'],
    ['maxOutputTokens', '10.5', 'Enter a whole number from 1 to 100,000,000.'],
    ['seed', '1e30', 'Enter a whole number.'],
    ['frequencyPenalty', '-2', -2],
    ['stop', 'a\n\nb', ['a', 'b']],
    ['stop', Array.from({ length: 17 }, String).join('\n'), 'Enter at most 16 lines.'],
    ['stop', 'x'.repeat(201), 'Enter lines of at most 200 characters.'],
    ['furtherFields', '[1]', 'Enter a JSON object, such as {"logit_bias": {"50256": -100}}.'],
    ['furtherFields', '{"a": ', 'Enter a JSON object, such as {"logit_bias": {"50256": -100}}.'],
    ['furtherFields', '{"n": 4}', 'Remove “n”; Parley sets this field itself.'],
    ['furtherFields', `{"a": "${'x'.repeat(20_000)}"}`, 'Enter at most 20,000 characters.'],
  ])('reads %s: %s', (name, text, expected) => {
    expect(read(name, text)).toEqual(expected);
  });
});

describe('parameters', () => {
  it('apply from where they are set closest', () => {
    const levels = {
      conversation: { temperature: 0 },
      model: { temperature: 1, topP: 0.5 },
      app: { topP: 0.9, seed: 3 },
    };
    expect(effectiveParameters(levels)).toEqual({ temperature: 0, topP: 0.5, seed: 3 });
    expect(effectiveParameters({})).toEqual({});
  });

  it('know their refusals; the limit of an answer is refused under both its names only', () => {
    const refused = ['temperature', 'max_tokens', 'top_a'].map((field) => ({ field, value: null }));
    expect(refusalsOf('temperature', refused)).toHaveLength(1);
    expect(refusalsOf('maxOutputTokens', refused)).toEqual([]);
    const both = [...refused, { field: 'max_completion_tokens', value: null }];
    expect(refusalsOf('maxOutputTokens', both)).toHaveLength(2);
    expect(refusalsOf('furtherFields', refused)).toEqual([{ field: 'top_a', value: null }]);
    expect(refusalsOf('topP', refused)).toEqual([]);
  });
});
