import { t } from '../../../../shared/language/translate.ts';

/** The answer to `/slow`. */
export function slowPage(): string {
  return t('demo.slow');
}

/**
 * The answer to `/cut`, up to the point where the limit is reached, in the middle of a word as with
 * real models, and the rest.
 */
export function cutPage(): { readonly until: string; readonly after: string } {
  return { until: t('demo.cut.until'), after: t('demo.cut.after') };
}
