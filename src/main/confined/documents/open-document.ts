import { createTextBudget, type TextBudget } from './budget.ts';
import { readXml } from './xml.ts';
import type { DocumentFiles } from './zip.ts';

// OpenDocument (odt, odp; ODF 1.3): all text is in `content.xml`.

/** The most spaces that one `text:s` may stand for. */
const maxSpaces = 200;

/** Elements whose text is not part of the document. */
const silent = new Set([
  'text:tracked-changes',
  'office:annotation',
  'text:note-citation',
  'svg:title',
]);

interface Writer {
  readonly budget: TextBudget;
  /** The paragraph being read. */
  line: string;
  /** Its prefix: the mark of a heading or list item. */
  mark: string;
  lists: number;
  cells: number;
  slides: number;
  muted: number;
}

function endLine(writer: Writer): void {
  const line = writer.line.trim();
  if (line !== '') writer.budget.add(`${writer.mark}${line}\n`);
  writer.line = '';
  writer.mark = '';
}

function opened(writer: Writer, name: string, attributes: Readonly<Record<string, string>>): void {
  if (silent.has(name)) writer.muted += 1;
  switch (name) {
    case 'draw:page':
      writer.slides += 1;
      writer.budget.add(`\n[Slide ${writer.slides}]\n`);
      break;
    case 'text:h':
      writer.mark = `\n${'#'.repeat(Math.min(6, Number(attributes['text:outline-level']) || 1))} `;
      break;
    case 'text:list':
      writer.lists += 1;
      break;
    case 'text:list-item':
      writer.mark = `${'  '.repeat(Math.max(0, Math.min(writer.lists, 20) - 1))}- `;
      break;
    case 'table:table-row':
      writer.cells = 0;
      break;
    case 'table:table-cell':
      if (writer.cells > 0) writer.line += ' | ';
      writer.cells += 1;
      break;
    case 'text:s':
      writer.line += ' '.repeat(Math.min(maxSpaces, Number(attributes['text:c']) || 1));
      break;
    case 'text:tab':
      writer.line += '\t';
      break;
    case 'text:line-break':
      writer.line += '\n';
  }
}

function closed(writer: Writer, name: string): void {
  if (silent.has(name)) writer.muted -= 1;
  switch (name) {
    case 'text:p':
    case 'text:h':
      // The paragraphs of a cell are part of its row's line.
      if (writer.cells === 0) endLine(writer);
      else writer.line += ' ';
      break;
    case 'text:list':
      writer.lists -= 1;
      break;
    case 'table:table-row':
      writer.cells = 0;
      endLine(writer);
  }
}

/** The text of a text document or presentation, with its headings, lists and tables. */
export async function openDocumentText(files: DocumentFiles): Promise<string> {
  const xml = await files.text('content.xml');
  if (xml === null) throw new Error('It has no content');
  const writer: Writer = {
    budget: createTextBudget(),
    line: '',
    mark: '',
    lists: 0,
    cells: 0,
    slides: 0,
    muted: 0,
  };
  let inBody = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'office:body') inBody = true;
      if (inBody) opened(writer, name, attributes);
    },
    close(name) {
      if (name === 'office:body') inBody = false;
      if (inBody) closed(writer, name);
    },
    text(text) {
      if (inBody && writer.muted === 0) writer.line += text.replaceAll(/\s+/g, ' ');
    },
  });
  endLine(writer);
  return writer.budget.text().trim();
}
