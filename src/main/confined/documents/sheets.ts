import { read, utils } from '@e965/xlsx';
import { createTextBudget } from './budget.ts';

/** The most rows read per sheet; a model accepts far fewer. */
const maxRows = 200_000;

/**
 * The cells of a spreadsheet (xlsx, xls, ods), sheet by sheet, as CSV. Formulas are replaced by
 * their values.
 */
export function sheetsText(bytes: Uint8Array): string {
  const book = read(bytes, {
    type: 'array',
    dense: true,
    cellFormula: false,
    cellHTML: false,
    cellDates: true,
    sheetRows: maxRows,
  });
  const budget = createTextBudget();
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name];
    if (sheet === undefined) continue;
    const csv = utils.sheet_to_csv(sheet, { blankrows: false, strip: true }).trim();
    if (csv === '') continue;
    budget.add(`[Sheet ${name}]\n${csv}\n\n`);
  }
  return budget.text().trimEnd();
}
