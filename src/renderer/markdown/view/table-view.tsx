import { kept } from '../../language/kept.ts';
import { useLanguage } from '../../language/language-context.ts';
import type { Element, RootContent } from 'hast';
import { useContext, useMemo, useState } from 'react';
import { memoWithoutWords } from '../../language/memo.ts';
import type { ReactNode } from 'react';
import type { TableBlock } from '../split/block.ts';
import { AsText, type TextReason } from '../budget/as-text.tsx';
import { longTable, longerTable, maxCells, maxColumns, maxSteps } from '../budget/limits.ts';
import { useTurn } from '../budget/turns.ts';
import { within } from '../budget/work.ts';
import { directionOf } from '../parse/direction.ts';
import { renderElements } from './elements.tsx';
import { elementsOnly, parseMarkdown, toElements } from '../parse/parse.ts';
import { readSimpleRow, type Align } from '../parse/simple-blocks.ts';
import { groupSize } from '../split/pieces.ts';
import { SurroundingsContext } from './surroundings.ts';
import { TableFrame } from './table.tsx';
import { closeTail } from '../split/tail.ts';
import { useElements, usePrefix } from './use-elements.ts';

/**
 * A table, in groups of rows. The browser considers all cells to lay out a table, so a long one
 * stops being laid out as a table and keeps its current column widths.
 */
export function TableView({
  block,
  growing,
}: {
  readonly block: TableBlock;
  readonly growing: boolean;
}): ReactNode {
  useLanguage();
  const [head] = tableParts(useElements(block.head));
  const columns = head === undefined ? 0 : columnsOf(head);
  if (head === undefined || columns > maxColumns)
    return <TableText block={block} from={0} reason="columns" />;
  // In whole groups, so that earlier ones stay as they are.
  const most = Math.max(1, Math.floor(maxCells / columns / groupSize));
  const groups = block.pieces.groups.slice(0, most);
  // Measured once more at twice the size. Later it would be too expensive.
  const cells = groups.length * groupSize * columns;
  const stage = cells >= longerTable ? 1 : cells >= longTable ? 0 : null;
  return (
    <>
      <TableFrame stage={stage} dir={directionOf(block.head)}>
        {[
          // In one list: React would keep a fiber for a list within others.
          ...renderElements([head]),
          ...groups.map((group, index) => (
            <RowGroup
              key={index}
              head={block.head}
              columns={columns}
              group={group}
              growing={growing && index === groups.length - 1}
            />
          )),
        ]}
      </TableFrame>
      {block.pieces.groups.length > most && <TableText block={block} from={most} reason="cells" />}
    </>
  );
}

/** The source of a table's rows from a group on, including the head if that is the first group. */
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

/** The head and body of the table in these nodes. */
function tableParts(nodes: readonly RootContent[]): Element[] {
  const table = elementsOnly(nodes)[0];
  return table === undefined ? [] : elementsOnly(table.children);
}

interface RowGroupProps {
  readonly head: string;
  readonly columns: number;
  /** One row each. */
  readonly group: readonly string[];
  /** True if the last row may still grow. */
  readonly growing: boolean;
}

const RowGroup = memoWithoutWords(function RowGroup({
  head,
  columns,
  group,
  growing,
}: RowGroupProps): ReactNode {
  const [read] = useState(createRowReader);
  const waits = useTurn(useContext(SurroundingsContext).isPatient);
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
  readonly row: TableRow;
  readonly columns: number;
  /** Its source. */
  readonly text: string;
}

/** A row, which takes turns because it may have many cells. */
const Row = memoWithoutWords(function Row({ row, columns, text }: RowProps): ReactNode {
  const waits = useTurn(useContext(SurroundingsContext).isPatient);
  const isDrawn = waits === null;
  const language = useLanguage();
  const content = useMemo(
    () => kept(() => (isDrawn ? renderElements([row.read()]) : null)),
    [row, isDrawn],
  );
  if (isDrawn) return content(language);
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

/** The part of a table that is not rendered yet. It does not affect the column widths. */
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

/** A row that has been read. */
interface TableRow {
  /** The row. Nothing is kept of it, so it is read again if it is wanted again. */
  readonly read: () => Element;
}

function createRow(head: string, text: string, row: Element): TableRow {
  let unread: Element | null = row;
  return {
    read() {
      const known = unread ?? readRows(head, [text])[0] ?? textRow(text);
      unread = null;
      return known;
    },
  };
}

/**
 * Creates a function that reads rows below a head. It caches the rows of the last call; only new
 * rows are read, in one go.
 */
function createRowReader(): (head: string, texts: readonly string[]) => readonly TableRow[] {
  let known: { head: string; texts: readonly string[]; rows: readonly TableRow[] } | null = null;
  return (head, texts) => {
    const kept = known !== null && known.head === head ? sharedStart(known.texts, texts) : 0;
    if (known === null || kept < texts.length || known.texts.length > kept) {
      const added = texts.slice(kept);
      const fresh = kept < texts.length ? readRows(head, added) : [];
      known = {
        head,
        texts,
        rows: [
          ...(known?.rows.slice(0, kept) ?? []),
          ...fresh.map((row, index) => createRow(head, added[index] ?? '', row)),
        ],
      };
    }
    return known.rows;
  };
}

/** The number of equal texts at the start of both lists. */
function sharedStart(before: readonly string[], after: readonly string[]): number {
  const end = after.findIndex((text, index) => text !== before[index]);
  return end === -1 ? after.length : end;
}

/**
 * One row per text. Reads all at once or, if that exceeds the budget, one by one, keeping the
 * failing ones as text.
 */
function readRows(head: string, texts: readonly string[]): readonly Element[] {
  const aligns = alignsOf(head);
  const simple = texts.map((text) => (aligns === null ? null : readSimpleRow(text, aligns)));
  if (simple.every((row) => row !== null)) return simple;
  const rows = rowsIn(head + texts.join(''));
  if (rows.length === texts.length) return rows;
  return within(
    maxSteps,
    () => texts.map((text) => rowsIn(head + text)[0] ?? textRow(text)),
    () => texts.map(textRow),
  );
}

let lastHead = '';
let lastAligns: readonly Align[] | null = null;

/** How the columns below a head are aligned; null if it is not the head of a table. */
function alignsOf(head: string): readonly Align[] | null {
  if (head !== lastHead) lastAligns = readAligns(head);
  lastHead = head;
  return lastAligns;
}

function readAligns(head: string): readonly Align[] | null {
  const [part] = tableParts(toElements(parseMarkdown(head), ''));
  const row = part === undefined ? undefined : elementsOnly(part.children)[0];
  if (row === undefined) return null;
  return elementsOnly(row.children).map(({ properties }) => properties['align'] ?? null);
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
