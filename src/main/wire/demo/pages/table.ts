import { t } from '../../../../shared/language/translate.ts';

/** The answer to `/table`: one table that fits, one that must scroll. */
export function tablePage(): string {
  return t('demo.table');
}
