import { t } from '../../shared/language/translate.ts';
import type { ExportFormat } from '../../shared/model/jobs.ts';

/** The export formats of conversations, with their names. */
export const exportFormatNames = (): readonly (readonly [ExportFormat, string])[] => [
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
  ['html', 'HTML'],
  ['text', t('export_format.text')],
  ['pdf', 'PDF'],
];
