import { t } from '../language/translate.ts';
import {
  choiceParameters,
  type FurtherFieldsProblem,
  type NumberLimits,
  type ParameterName,
  type ParameterOrigin,
} from '../model/parameters/parameters.ts';

/** The name of a parameter, as the makers of models call it. */
export function parameterLabel(name: ParameterName): string {
  return t(`parameter.label.${name}`);
}

/** What a parameter does, where its name does not say it; null where it does. */
export function parameterHint(name: ParameterName): string | null {
  switch (name) {
    case 'temperature':
    case 'topP':
    case 'topK':
    case 'minP':
    case 'maxOutputTokens':
    case 'seed':
    case 'stop':
    case 'responseFormat':
    case 'furtherFields':
      return t(`parameter.hint.${name}`);
    case 'frequencyPenalty':
    case 'presencePenalty':
    case 'reasoningEffort':
    case 'verbosity':
    case 'serviceTier':
      return null;
  }
}

/** A value of a choice, and its name. */
interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

/** The values of a parameter with a few known ones. */
export function choiceOptions(name: keyof typeof choiceParameters): readonly ChoiceOption[] {
  switch (name) {
    case 'reasoningEffort':
      return choiceParameters[name].map((value) => ({
        value,
        label: t(`parameter.choice.reasoningEffort.${value}`),
      }));
    case 'verbosity':
      return choiceParameters[name].map((value) => ({
        value,
        label: t(`parameter.choice.verbosity.${value}`),
      }));
    case 'responseFormat':
      return choiceParameters[name].map((value) => ({
        value,
        label: t(`parameter.choice.responseFormat.${value}`),
      }));
    case 'serviceTier':
      return choiceParameters[name].map((value) => ({
        value,
        label: t(`parameter.choice.serviceTier.${value}`),
      }));
  }
}

/** A value that applies because none is set here, and where it comes from: "0.7, from the model". */
export function inheritedWords(value: string, origin: ParameterOrigin): string {
  return t(`parameter.inherited.${origin}`, { value });
}

/** The value that would apply if none were set here, and where it comes from. */
export function overriddenWords(value: string, origin: ParameterOrigin): string {
  return t(`parameter.overridden.${origin}`, { value });
}

/** What is wrong with a value as typed. */
export type ParameterProblem =
  | { readonly kind: 'not_a_number'; readonly limits: NumberLimits }
  | { readonly kind: 'too_many_stops'; readonly most: number }
  | { readonly kind: 'stop_too_long'; readonly longest: number }
  | { readonly kind: 'too_long'; readonly longest: number }
  | FurtherFieldsProblem;

/** Says what is wrong with a value, and what would be right. */
export function parameterProblemWords(problem: ParameterProblem): string {
  switch (problem.kind) {
    case 'not_a_number': {
      const { min, max, isWhole } = problem.limits;
      if (min === Number.MIN_SAFE_INTEGER) {
        return isWhole
          ? t('parameter.problem.not_a_whole_number')
          : t('parameter.problem.not_a_number');
      }
      return isWhole
        ? t('parameter.problem.not_a_whole_number.range', { min, max })
        : t('parameter.problem.not_a_number.range', { min, max });
    }
    case 'too_many_stops':
      return t('parameter.problem.too_many_stops', { most: problem.most });
    case 'stop_too_long':
      return t('parameter.problem.stop_too_long', { longest: problem.longest });
    case 'too_long':
      return t('parameter.problem.too_long', { longest: problem.longest });
    case 'not_an_object':
      return t('parameter.problem.not_an_object', { example: '{"logit_bias": {"50256": -100}}' });
    case 'reserved_field':
      return t('parameter.problem.reserved_field', { field: problem.field });
  }
}
