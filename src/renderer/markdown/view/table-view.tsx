import type { Element, RootContent } from 'hast';
import { memo, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { TableBlock } from '../split/block.ts';
import { AsText, type TextReason } from '../budget/as-text.tsx';
import { longTable, longerTable, maxCells, maxColumns, maxSteps } from '../budget/limits.ts';
import { PatienceContext } from '../budget/patience.ts';
import { useTurn } from '../budget/turns.ts';
import { within } from '../budget/work.ts';
import { directionOf } from '../parse/direction.ts';
import { renderElements } from './elements.tsx';
import { elementsOnly, parseMarkdown, toElements } from '../parse/parse.ts';
import { groupSize } from '../split/pieces.ts';
import { TableFrame } from './table.tsx';
import { closeTail } from '../split/tail.ts';
import { useElements, usePrefix } from './use-elements.ts';

/**
 * A table, in groups of rows. The browser lays a table out by looking at all of its cells, so a long
 * one stops being laid out as a table: its columns keep the widths they have by then.
 */
export function TableView({
  block,
  growing,
}: {
  readonly block: TableBlock;
  readonly growing: boolean;
}): ReactNode {
  const [head] = tableParts(useElements(block.head));
  const columns = head === undefined ? 0 : columnsOf(head);
  if (head === undefined || columns > maxColumns)
    return <TableText block={block} from={0} reason="columns" />;
  // In whole groups, so that those before the end stay as they are.
  const most = Math.max(1, Math.floor(maxCells / columns / groupSize));
  const groups = block.pieces.groups.slice(0, most);
  // Measured once more when there is twice as much; after that it would cost too much.
  const cells = groups.length * groupSize * columns;
  const stage = cells >= longerTable ? 1 : cells >= longTable ? 0 : null;
  return (
    <>
      <TableFrame stage={stage} dir={directionOf(block.head)}>
        {renderElements([head])}
        {groups.map((group, index) => (
          <RowGroup
            key={index}
            head={block.head}
            columns={columns}
            group={group}
            growing={growing && index === groups.length - 1}
          />
        ))}
      </TableFrame>
      {block.pieces.groups.length > most && <TableText block={block} from={most} reason="cells" />}
    </>
  );
}

/** The rows of a table from a group on, as they were written; with the head when that is the first. */
function TableText({
  block,
  from,
  reason,
}: {
  readonly block: TableBlock;
  readonly from: number;
  readonly reason: TextReason;
}): ReactNode {
  const rows = block.pieces.groups.slice(from).flat().join('');
  return <AsText text={from === 0 ? block.head + rows : rows} reason={reason} />;
}

function columnsOf(head: Element): number {
  const [row] = elementsOnly(head.children);
  return row === undefined ? 0 : Math.max(1, elementsOnly(row.children).length);
}

/** The head and the body of the table that these nodes are. */
function tableParts(nodes: readonly RootContent[]): Element[] {
  const table = elementsOnly(nodes)[0];
  return table === undefined ? [] : elementsOnly(table.children);
}

interface RowGroupProps {
  readonly head: string;
  readonly columns: number;
  /** One row each. */
  readonly group: readonly string[];
  /** The last row may still grow. */
  readonly growing: boolean;
}

const RowGroup = memo(function RowGroup({
  head,
  columns,
  group,
  growing,
}: RowGroupProps): ReactNode {
  const [read] = useState(createRowReader);
  const waits = useTurn(useContext(PatienceContext));
  const last = group.length - 1;
  const texts = growing
    ? group.map((text, index) => (index === last ? closeRow(head, text) : text))
    : group;
  const prefix = usePrefix(texts.join(''));
  if (waits !== null) {
    return (
      <tbody ref={waits}>
        <WaitingRow columns={columns}>{group.join('')}</WaitingRow>
      </tbody>
    );
  }
  return (
    <tbody>
      {read(prefix + head, texts).map((row, index) => (
        <Row key={index} row={row} columns={columns} text={texts[index] ?? ''} />
      ))}
    </tbody>
  );
});

interface RowProps {
  readonly row: Element;
  readonly columns: number;
  /** How it was written. */
  readonly text: string;
}

/** A row may have many cells: each has its turn. */
const Row = memo(function Row({ row, columns, text }: RowProps): ReactNode {
  const waits = useTurn(useContext(PatienceContext));
  const isDrawn = waits === null;
  const content = useMemo(() => (isDrawn ? renderElements([row]) : null), [row, isDrawn]);
  if (isDrawn) return content;
  return (
    <WaitingRow place={waits} columns={columns}>
      {text}
    </WaitingRow>
  );
});

interface WaitingRowProps {
  readonly place?: (element: HTMLElement | null) => void;
  readonly columns: number;
  readonly children: string;
}

/** What was not yet drawn of a table; it takes no part in how wide the columns are. */
function WaitingRow({ place, columns, children }: WaitingRowProps): ReactNode {
  return (
    <tr ref={place}>
      <td colSpan={columns} className="md-waiting">
        <span className="md-waiting-row">{children}</span>
      </td>
    </tr>
  );
}

function closeRow(head: string, text: string): string {
  return closeTail(head + text).slice(head.length);
}

/**
 * Returns a function that reads rows below a head. It remembers the rows of the last call: rows that
 * were there are not read again, and the others are read in one go.
 */
function createRowReader(): (head: string, texts: readonly string[]) => readonly Element[] {
  let known: { head: string; texts: readonly string[]; rows: readonly Element[] } | null = null;
  return (head, texts) => {
    const kept = known !== null && known.head === head ? sharedStart(known.texts, texts) : 0;
    if (known === null || kept < texts.length || known.texts.length > kept) {
      const fresh = kept < texts.length ? readRows(head, texts.slice(kept)) : [];
      known = { head, texts, rows: [...(known?.rows.slice(0, kept) ?? []), ...fresh] };
    }
    return known.rows;
  };
}

/** How many texts at the start of both lists are equal. */
function sharedStart(before: readonly string[], after: readonly string[]): number {
  const end = after.findIndex((text, index) => text !== before[index]);
  return end === -1 ? after.length : end;
}

/** One row for each text: all in one go, or, when that is too much work, one by one with those as text that are. */
function readRows(head: string, texts: readonly string[]): readonly Element[] {
  const rows = rowsIn(head + texts.join(''));
  if (rows.length === texts.length) return rows;
  return within(
    maxSteps,
    () => texts.map((text) => rowsIn(head + text)[0] ?? textRow(text)),
    () => texts.map(textRow),
  );
}

function rowsIn(text: string): readonly Element[] {
  const [, body] = tableParts(toElements(parseMarkdown(text), ''));
  return body === undefined ? [] : elementsOnly(body.children);
}

function textRow(text: string): Element {
  const shown: Element = {
    type: 'element',
    tagName: 'as-text',
    properties: { reason: 'marks' },
    children: [{ type: 'text', value: text }],
  };
  const properties = { colSpan: maxColumns };
  const cell: Element = { type: 'element', tagName: 'td', properties, children: [shown] };
  return { type: 'element', tagName: 'tr', properties: {}, children: [cell] };
}
