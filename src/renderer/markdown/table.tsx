import { useRef } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { scrollable } from './scrollable.ts';

/** A table that scrolls sideways on its own and can be copied for a spreadsheet. */
export function TableFrame({ children }: { readonly children?: ReactNode }): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  return (
    <div className="md-table">
      <div className="md-table-scroll" role="region" aria-label="Table" {...scrollable}>
        <table ref={table}>{children}</table>
      </div>
      <div className="md-tools" data-chrome>
        <CopyButton
          label="Copy table"
          title="Copy as tab-separated values, for spreadsheets"
          text={() => delimited(table.current, '\t')}
          html={() => plainTable(table.current)}
        />
        <CopyButton
          label="Copy table as CSV"
          caption="CSV"
          title="Copy as comma-separated values"
          text={() => delimited(table.current, ',')}
        />
      </div>
    </div>
  );
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

/** A bare HTML table for the clipboard, made from the cells' text alone. */
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
