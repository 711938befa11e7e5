import { t } from '../../shared/language/translate.ts';
import { exportFormats, type ExportFormat } from '../../shared/model/jobs.ts';

/** The name of an export format of conversations. */
export function exportFormatName(format: ExportFormat): string {
  switch (format) {
    case 'markdown':
      return 'Markdown';
    case 'json':
      return 'JSON';
    case 'html':
      return 'HTML';
    case 'text':
      return t('export_format.text');
    case 'pdf':
      return 'PDF';
  }
}

/** The export formats of conversations, with their names. */
export const exportFormatNames = (): readonly (readonly [ExportFormat, string])[] =>
  exportFormats.map((format) => [format, exportFormatName(format)]);
