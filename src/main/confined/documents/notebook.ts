import * as z from 'zod';
import { createTextBudget } from './budget.ts';

// Jupyter notebooks (nbformat 3 and 4): JSON with a list of cells. Texts are strings or lists of
// lines.

const linesSchema = z.union([z.string(), z.array(z.string())]).catch('');
const outputSchema = z.looseObject({
  text: linesSchema.optional(),
  data: z.record(z.string(), z.unknown()).optional().catch(undefined),
  ename: z.string().optional().catch(undefined),
  evalue: z.string().optional().catch(undefined),
});
const cellSchema = z.looseObject({
  cell_type: z.string(),
  source: linesSchema.optional(),
  input: linesSchema.optional(),
  outputs: z.array(z.unknown()).optional().catch(undefined),
});
const notebookSchema = z.looseObject({
  metadata: z.unknown().optional(),
  cells: z.array(z.unknown()).optional(),
  worksheets: z.array(z.looseObject({ cells: z.array(z.unknown()) })).optional(),
});

function joined(lines: z.infer<typeof linesSchema> | undefined): string {
  return typeof lines === 'string' ? lines : (lines ?? []).join('');
}

function languageOf(metadata: unknown): string {
  const schema = z.looseObject({ language_info: z.looseObject({ name: z.string() }) });
  const found = schema.safeParse(metadata);
  return found.success ? found.data.language_info.name.replaceAll(/[^\w+#-]/g, '') : 'python';
}

function outputText(value: unknown): string {
  const found = outputSchema.safeParse(value);
  if (!found.success) return '';
  const { text, data, ename, evalue } = found.data;
  if (ename !== undefined) return `${ename}: ${evalue ?? ''}`;
  if (text !== undefined) return joined(text);
  const plain = linesSchema.parse(data?.['text/plain'] ?? '');
  const hasPicture = Object.keys(data ?? {}).some((type) => type.startsWith('image/'));
  return `${joined(plain)}${hasPicture ? ' [picture]' : ''}`.trim();
}

/** Wraps a text in a code fence that nothing in it can close. */
function fenced(language: string, text: string): string {
  const longest = [...text.matchAll(/`{3,}/g)].reduce(
    (most, [run]) => Math.max(most, run.length),
    2,
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The cells of a notebook with their outputs; pictures are only mentioned. */
export function notebookText(json: string): string {
  const notebook = notebookSchema.parse(JSON.parse(json));
  const language = languageOf(notebook.metadata);
  const cells = notebook.cells ?? (notebook.worksheets ?? []).flatMap((sheet) => sheet.cells);
  const budget = createTextBudget();
  for (const value of cells) {
    const cell = cellSchema.safeParse(value);
    if (!cell.success) continue;
    const source = joined(cell.data.source ?? cell.data.input).trim();
    if (cell.data.cell_type !== 'code') {
      if (source !== '') budget.add(`${source}\n\n`);
      continue;
    }
    if (source !== '') budget.add(`${fenced(language, source)}\n\n`);
    const output = (cell.data.outputs ?? []).map(outputText).join('\n').trim();
    if (output !== '') budget.add(`Output:\n${fenced('', output)}\n\n`);
  }
  return budget.text().trimEnd();
}
