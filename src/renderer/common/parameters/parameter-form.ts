import {
  choiceParameters,
  longestFurtherFields,
  longestStop,
  maxStops,
  numberParameters,
  readFurtherFields,
  type ParameterName,
  type Parameters,
} from '../../../shared/model/parameters/parameters.ts';
import type { ParameterProblem } from '../../../shared/words/parameter-words.ts';

/** The parameters of one origin as typed. '' means that a parameter is not set there. */
export type TypedParameters = Readonly<Partial<Record<ParameterName, string>>>;

export type NumberName = keyof typeof numberParameters;
export type ChoiceName = keyof typeof choiceParameters;

/** True for a parameter that is a number. */
export function isNumberName(name: ParameterName): name is NumberName {
  return Object.hasOwn(numberParameters, name);
}

/** True for a parameter with a few known values. */
export function isChoiceName(name: ParameterName): name is ChoiceName {
  return Object.hasOwn(choiceParameters, name);
}

function typedValue(value: Parameters[ParameterName]): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** The parameters of one origin as they would be typed. */
export function typedParameters(parameters: Parameters): TypedParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typedValue(value)]),
  );
}

type ReadValue =
  | { readonly ok: true; readonly value: Parameters[ParameterName] }
  | { readonly ok: false; readonly problem: ParameterProblem };

function readNumber(name: NumberName, text: string): ReadValue {
  const limits = numberParameters[name];
  // People write 0,7 where that is how numbers are written.
  const plain = text.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  const value = Number(plain);
  const isSound =
    Number.isFinite(value) &&
    value >= limits.min &&
    value <= limits.max &&
    (!limits.isWhole || Number.isInteger(value));
  return isSound ? { ok: true, value } : { ok: false, problem: { kind: 'not_a_number', limits } };
}

function readStops(text: string): ReadValue {
  const stops = text.split('\n').filter((line) => line !== '');
  if (stops.length > maxStops) {
    return { ok: false, problem: { kind: 'too_many_stops', most: maxStops } };
  }
  if (stops.some((stop) => stop.length > longestStop)) {
    return { ok: false, problem: { kind: 'stop_too_long', longest: longestStop } };
  }
  return { ok: true, value: stops.length === 0 ? undefined : stops };
}

function readValue(name: ParameterName, text: string): ReadValue {
  if (text.trim() === '') return { ok: true, value: undefined };
  if (isNumberName(name)) return readNumber(name, text);
  if (isChoiceName(name)) {
    return { ok: true, value: choiceParameters[name].find((value) => value === text) };
  }
  if (name === 'stop') return readStops(text);
  if (text.length > longestFurtherFields) {
    return { ok: false, problem: { kind: 'too_long', longest: longestFurtherFields } };
  }
  const read = readFurtherFields(text);
  return read.ok ? { ok: true, value: text } : read;
}

/** The parameters that were typed, or what is wrong with some. */
export type ReadParameters =
  | { readonly ok: true; readonly parameters: Parameters }
  | {
      readonly ok: false;
      readonly problems: Readonly<Partial<Record<ParameterName, ParameterProblem>>>;
    };

/** Reads the parameters of one origin. */
export function readParameters(typed: TypedParameters): ReadParameters {
  const values: Partial<Record<ParameterName, Parameters[ParameterName]>> = {};
  const problems: Partial<Record<ParameterName, ParameterProblem>> = {};
  for (const [key, text] of Object.entries(typed)) {
    const name = key as ParameterName;
    const read = readValue(name, text);
    if (!read.ok) problems[name] = read.problem;
    else if (read.value !== undefined) values[name] = read.value;
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, parameters: values as Parameters };
}
