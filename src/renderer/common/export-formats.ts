import type { ExportFormat } from '../../shared/model/jobs.ts';

/** The formats that conversations are taken out in, as a person calls them. */
export const exportFormatNames: readonly (readonly [ExportFormat, string])[] = [
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
  ['html', 'HTML'],
  ['text', 'Plain text'],
  ['pdf', 'PDF'],
];
