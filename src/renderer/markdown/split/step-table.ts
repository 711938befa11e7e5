import { ask } from './ask.ts';
import type { Open, Split } from './block.ts';
import { noPieces } from './pieces.ts';
import { close, isPlainParagraph, withRoom } from './split-state.ts';
import { isTooWide, openWide } from './wide-table.ts';

/**
 * Lets the library decide whether the line makes a table of the line above it. Returns null if that
 * is not certain either.
 */
export function stepDelimiterRow(
  split: Split,
  id: number,
  text: string,
  line: string,
): Split | null {
  const header = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
  const above = text.slice(0, text.length - header.length);
  const head = `${header}${line}\n`;
  if (isTooWide(header, line)) return openWide(split, id, above, head);
  const kinds = ask(head).map((child) => child.type);
  const inContext = above === '' ? kinds : ask(`x\n${head}`).map((child) => child.type);
  const tableBlock = (number: number): Open => ({
    kind: 'table',
    block: { kind: 'table', id: number, head, pieces: noPieces },
  });
  const plain = isPlainParagraph(text);
  if (!plain) return null;
  if (above === '' && kinds.length === 1 && kinds[0] === 'table') {
    return { ...split, open: tableBlock(id) };
  }
  if (above !== '' && kinds[0] === 'table' && inContext.length === 2 && inContext[1] === 'table') {
    const closed = withRoom(close(split, { kind: 'paragraph', id, text: above }));
    return { ...closed, open: tableBlock(closed.nextId), nextId: closed.nextId + 1 };
  }
  if (inContext.length === 1 && inContext[0] === 'paragraph') {
    const block = { kind: 'paragraph', id, text: `${text}${line}\n` } as const;
    return { ...split, open: { kind: 'paragraph', block, plain } };
  }
  return null;
}
