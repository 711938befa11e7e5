import { t } from '../language/translate.ts';
import type { FieldProblem, FormField } from '../model/person/form.ts';
import type { PersonRequest, SamplingView } from '../model/person/requests.ts';

/** Says what is wrong with the value of a field and what to do. */
export function fieldProblemWords(problem: FieldProblem): string {
  switch (problem.kind) {
    case 'wrong_type':
    case 'unknown_option':
      return t('form.problem.not_an_option');
    case 'missing':
    case 'no_number':
    case 'no_integer':
      return t(`form.problem.${problem.kind}`);
    case 'too_short':
    case 'too_long':
      return t(`form.problem.${problem.kind}`, { characters: problem.characters });
    case 'bad_format':
      return t(`form.problem.format.${problem.format}`);
    case 'too_small':
    case 'too_large':
      return t(`form.problem.${problem.kind}`, { limit: problem.limit });
    case 'too_few':
      return t('form.choose.at_least', { count: problem.items });
    case 'too_many':
      return t('form.choose.at_most', { count: problem.items });
  }
}

/** Says which values a field takes; '' if there is nothing to say. */
export function fieldHint(field: FormField): string {
  switch (field.kind) {
    case 'number': {
      const { minimum: least, maximum: most } = field;
      if (least !== null && most !== null) return t('form.hint.range', { least, most });
      if (least !== null) return t('form.hint.least', { least });
      return most === null ? '' : t('form.hint.most', { most });
    }
    case 'choices': {
      const { minItems, maxItems, options } = field;
      const most = maxItems < options.length ? maxItems : null;
      if (minItems > 0 && most !== null) return t('form.choose.range', { least: minItems, most });
      if (minItems > 0) return t('form.choose.at_least', { count: minItems });
      return most === null ? '' : t('form.choose.at_most', { count: most });
    }
    case 'text':
    case 'boolean':
    case 'choice':
      return '';
  }
}

/** Says which model a server's request would reach and how much it takes. */
export function samplingCost({ model, provider, tokens, maxTokens }: SamplingView): string {
  return t('request.sampling.cost', { model, provider, asked: tokens, answered: maxTokens });
}

/** Says in a few words what a tool server wants of the person. `server`: its name. */
export function requestTitle({ wish }: Pick<PersonRequest, 'wish'>, server: string): string {
  switch (wish.kind) {
    case 'form':
    case 'secrets':
    case 'url':
    case 'opened':
      return t(`request.title.${wish.kind}`, { server });
    case 'sampling':
      return wish.state.kind === 'answered'
        ? t('request.title.answered', { server })
        : t('request.title.sampling', { server });
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
  const body = t('request.notice.body');
  if (!isNamed) return { title: t('request.notice.title'), body };
  const name = request.serverName.replaceAll(hidden, '').slice(0, longestName);
  return { title: requestTitle(request, name), body };
}
