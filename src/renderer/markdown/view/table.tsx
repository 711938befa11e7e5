import { useLayoutEffect, useRef, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { useLanguage } from '../../language/language-context.ts';
import { useMarkdownActions } from './actions.ts';
import { scrollable } from './scrollable.ts';
import { copyTool, toolBar } from './tool-bar.ts';

interface TableFrameProps {
  readonly children?: ReactNode;
  /** The order of the columns, and the alignment of cells that specify none. */
  readonly dir?: 'rtl' | undefined;
  /**
   * If not null, the columns keep their widths. They are measured again when the number changes.
   */
  readonly stage?: number | null;
}

/** A table that scrolls sideways on its own and can be copied for a spreadsheet. */
export function TableFrame({ children, dir, stage = null }: TableFrameProps): ReactNode {
  useLanguage();
  const { copy } = useMarkdownActions();
  const table = useRef<HTMLTableElement>(null);
  const [columns, setColumns] = useState<CSSProperties | undefined>();
  useLayoutEffect(() => {
    if (stage !== null && table.current !== null) setColumns(columnsOf(table.current));
  }, [stage]);
  const tools = [
    copyTool(
      {
        name: 'copy',
        label: t('markdown.table.copy'),
        title: t('markdown.table.copy.tooltip'),
        text: (button) => delimited(tableBeside(button), '\t'),
        html: (button) => plainTable(tableBeside(button)),
      },
      copy,
    ),
    copyTool(
      {
        name: 'csv',
        label: t('markdown.table.copy_csv'),
        caption: 'CSV',
        title: t('markdown.table.copy_csv.tooltip'),
        text: (button) => delimited(tableBeside(button), ','),
      },
      copy,
    ),
  ];
  return (
    <div className="md-table" dir={dir}>
      <div
        className="md-table-scroll"
        role="region"
        aria-label={t('markdown.table')}
        {...scrollable}
      >
        <table
          ref={table}
          dir={dir}
          data-long={columns === undefined ? undefined : 'true'}
          style={columns}
        >
          {children}
        </table>
      </div>
      <div className="md-tools" data-chrome ref={toolBar(tools)} />
    </div>
  );
}

/** Extra width of a column for content still to come, in em. */
const spare = 1.5;

/**
 * The columns of the browser's table layout, written as a grid. The widest one gives up the extra
 * width.
 */
function columnsOf(table: HTMLTableElement): CSSProperties {
  delete table.dataset['long'];
  const size = Number.parseFloat(getComputedStyle(table).fontSize);
  const widths = [...(table.rows[0]?.cells ?? [])].map(
    (cell) => cell.getBoundingClientRect().width / size,
  );
  const fits = table.offsetWidth <= (table.parentElement?.clientWidth ?? 0);
  table.dataset['long'] = 'true';
  const widest = widths.indexOf(Math.max(...widths));
  const wanted = widths.map((width, index) =>
    index === widest ? Math.max(width - spare * (widths.length - 1), width * 0.6) : width + spare,
  );
  const columns = wanted.map((width) => `minmax(0, ${width.toFixed(2)}fr)`).join(' ');
  const sum = wanted.reduce((total, width) => total + width, 0);
  return { '--md-columns': columns, '--md-width': fits ? '100%' : `${sum}em` } as CSSProperties;
}

function tableBeside(button: HTMLElement): HTMLTableElement | null {
  return button.closest('.md-table')?.querySelector('table') ?? null;
}

/** The table as TSV (tabs and line endings become spaces) or as CSV by RFC 4180. */
function delimited(table: HTMLTableElement | null, separator: '\t' | ','): string {
  const cell = (text: string): string => {
    const value = text.trim();
    if (separator === '\t') return value.replaceAll(/[\t\r\n]+/g, ' ');
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return [...(table?.rows ?? [])]
    .map((row) => [...row.cells].map((item) => cell(item.textContent)).join(separator))
    .join('\n');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A plain HTML table for the clipboard, made from the cells' text alone. */
function plainTable(table: HTMLTableElement | null): string {
  const escape = (text: string): string =>
    text.replaceAll(/[&<>]/g, (letter) => escapes[letter] ?? letter);
  const rows = [...(table?.rows ?? [])].map((row) => {
    const cells = [...row.cells].map((item) => {
      const tag = item.tagName.toLowerCase();
      return `<${tag}>${escape(item.textContent)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}
