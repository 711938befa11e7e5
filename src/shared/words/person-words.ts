import type { FieldProblem, FormField } from '../model/person/form.ts';
import type { PersonRequest, SamplingView } from '../model/person/requests.ts';

const formatWords = {
  email: 'Enter an email address, such as name@example.com.',
  uri: 'Enter an address with its scheme, such as https://example.com.',
  date: 'Enter a date.',
  date_time: 'Enter a date and a time.',
} as const;

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
}

/** Says what is wrong with the value of a field and what to do. */
export function fieldProblemWords(problem: FieldProblem): string {
  switch (problem.kind) {
    case 'missing':
      return 'This is required.';
    case 'wrong_type':
    case 'unknown_option':
      return 'Choose one of the values that are there.';
    case 'too_short':
      return `Enter at least ${counted(problem.characters, 'character')}.`;
    case 'too_long':
      return `Enter at most ${counted(problem.characters, 'character')}.`;
    case 'bad_format':
      return formatWords[problem.format];
    case 'no_number':
      return 'Enter a number.';
    case 'no_integer':
      return 'Enter a whole number.';
    case 'too_small':
      return `Enter ${problem.limit.toLocaleString('en')} or more.`;
    case 'too_large':
      return `Enter ${problem.limit.toLocaleString('en')} or less.`;
    case 'too_few':
      return `Choose at least ${problem.items.toLocaleString('en')}.`;
    case 'too_many':
      return `Choose at most ${problem.items.toLocaleString('en')}.`;
  }
}

/** Says which values a field takes; '' if there is nothing to say. */
export function fieldHint(field: FormField): string {
  switch (field.kind) {
    case 'number': {
      const [least, most] = [field.minimum, field.maximum].map((each) =>
        each?.toLocaleString('en'),
      );
      if (least !== undefined && most !== undefined) return `From ${least} to ${most}.`;
      if (least !== undefined) return `${least} or more.`;
      return most === undefined ? '' : `${most} or less.`;
    }
    case 'choices': {
      const { minItems, maxItems, options } = field;
      const most = maxItems < options.length ? maxItems : null;
      if (minItems > 0 && most !== null) return `Choose ${minItems} to ${most}.`;
      if (minItems > 0) return `Choose at least ${minItems}.`;
      return most === null ? '' : `Choose at most ${most}.`;
    }
    case 'text':
    case 'boolean':
    case 'choice':
      return '';
  }
}

/** Says which model a server's request would reach and how much it takes. */
export function samplingCost({ model, provider, tokens, maxTokens }: SamplingView): string {
  const [asked, answered] = [tokens, maxTokens].map((each) => each.toLocaleString('en'));
  return `${model} on ${provider} would answer. About ${asked} tokens go to it, and at most ${answered} come back. Nothing of your conversation goes along.`;
}

/** Says in a few words what a tool server wants of the person. `name`: the server's name. */
export function requestTitle({ wish }: Pick<PersonRequest, 'wish'>, name: string): string {
  switch (wish.kind) {
    case 'form':
      return `${name} asks you`;
    case 'secrets':
      return `${name} asks for a password or key`;
    case 'url':
      return `${name} asks you to open a page`;
    case 'opened':
      return `${name} waits for you in the browser`;
    case 'sampling':
      return wish.state.kind === 'answered'
        ? `Send this answer to ${name}?`
        : `Let ${name} ask your model?`;
  }
}

/** The longest name of a server in a notification; a longer one is cut. */
const longestName = 60;
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/**
 * Words a notification about a request. Only the window shows what the server says. `isNamed`:
 * whether it may name the server.
 */
export function requestNotice(
  request: Pick<PersonRequest, 'wish' | 'serverName'>,
  isNamed: boolean,
): { readonly title: string; readonly body: string } {
  const body = 'Open Parley to read and answer it.';
  if (!isNamed) return { title: 'A tool server waits for you', body };
  const name = request.serverName.replaceAll(hidden, '').slice(0, longestName);
  return { title: requestTitle(request, name), body };
}
