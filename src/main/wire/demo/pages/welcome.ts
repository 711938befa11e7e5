import { t } from '../../../../shared/language/translate.ts';

/** The answer to a greeting: what this is, what Parley is, what to try. */
export function welcomePage(): string {
  return t('demo.welcome');
}

/** The answer to `/help`. */
export function helpPage(): string {
  return t('demo.help');
}
