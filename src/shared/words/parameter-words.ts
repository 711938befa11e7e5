import type {
  choiceParameters,
  FurtherFieldsProblem,
  NumberLimits,
  ParameterName,
  ParameterOrigin,
} from '../model/parameters/parameters.ts';

/** The names of parameters, as their makers' documentation says them. */
export const parameterLabels: Readonly<Record<ParameterName, string>> = {
  temperature: 'Temperature',
  topP: 'Top P',
  topK: 'Top K',
  minP: 'Min P',
  maxOutputTokens: 'Maximum output tokens',
  seed: 'Seed',
  frequencyPenalty: 'Frequency penalty',
  presencePenalty: 'Presence penalty',
  reasoningEffort: 'Reasoning effort',
  verbosity: 'Verbosity',
  responseFormat: 'Response format',
  serviceTier: 'Service tier',
  stop: 'Stop sequences',
  furtherFields: 'Further fields',
};

/** What a parameter does, where its name does not say it. */
export const parameterHints: Readonly<Partial<Record<ParameterName, string>>> = {
  temperature: '0 to 2. Higher is more varied.',
  topP: '0 to 1. Only the likeliest words that make up this share.',
  topK: 'Only this many of the likeliest words.',
  minP: '0 to 1. Only words this likely, measured by the likeliest.',
  maxOutputTokens: 'The answer and its reasoning end here.',
  seed: 'The same seed makes answers more alike.',
  stop: 'One per line. The answer ends before the first of them.',
  responseFormat: 'For JSON, ask for JSON in the system prompt as well.',
  furtherFields: 'A JSON object whose fields go into each request.',
};

type Choices = typeof choiceParameters;

/** The values of choices. */
export const choiceLabels: {
  readonly [N in keyof Choices]: Readonly<Record<Choices[N][number], string>>;
} = {
  reasoningEffort: {
    none: 'None',
    minimal: 'Minimal',
    low: 'Low',
    medium: 'Medium',
    high: 'High',
    xhigh: 'Extra high',
  },
  verbosity: { low: 'Low', medium: 'Medium', high: 'High' },
  responseFormat: { text: 'Text', json: 'JSON' },
  serviceTier: { auto: 'Automatic', default: 'Default', flex: 'Flex', priority: 'Priority' },
};

/** Where a value comes from: "0.7, from the model". */
export function originWords(origin: ParameterOrigin): string {
  switch (origin) {
    case 'conversation':
      return 'from this conversation';
    case 'assistant':
      return 'from the assistant';
    case 'model':
      return 'from the model';
    case 'app':
      return 'from all conversations';
  }
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
      const what = isWhole ? 'a whole number' : 'a number';
      if (min === Number.MIN_SAFE_INTEGER) return `Enter ${what}.`;
      return `Enter ${what} from ${String(min)} to ${max.toLocaleString('en')}.`;
    }
    case 'too_many_stops':
      return `Enter at most ${String(problem.most)} lines.`;
    case 'stop_too_long':
      return `Enter lines of at most ${String(problem.longest)} characters.`;
    case 'too_long':
      return `Enter at most ${problem.longest.toLocaleString('en')} characters.`;
    case 'not_an_object':
      return 'Enter a JSON object, such as {"logit_bias": {"50256": -100}}.';
    case 'reserved_field':
      return `Remove “${problem.field}”; Parley sets this field itself.`;
  }
}
