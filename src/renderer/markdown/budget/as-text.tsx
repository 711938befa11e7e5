import type { Element } from 'hast';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { memo } from '../../language/memo.ts';
import { directionOf } from '../parse/direction.ts';
import { maxCells, maxColumns } from './limits.ts';
import { layoutPieces } from './pieces.ts';
import type { Reason } from './read.ts';

/** Why a text, or the end of a table, is shown as source. */
export type TextReason = Reason | 'columns' | 'cells' | 'notes';

function reasonWords(reason: TextReason): string {
  switch (reason) {
    case 'columns':
      return t('markdown.as_text.columns', { most: maxColumns });
    case 'cells':
      return t('markdown.as_text.cells', { most: maxCells });
    case 'long':
    case 'marks':
    case 'notes':
      return t(`markdown.as_text.${reason}`);
  }
}

interface AsTextProps {
  readonly text: string;
  readonly reason: TextReason;
}

/** A text as it was written, with a quiet note that says why. */
export const AsText = memo(function AsText({ text, reason }: AsTextProps): ReactNode {
  return (
    <span className="md-as-text" dir={directionOf(text)}>
      <span className="md-as-text-note" data-chrome>
        {reasonWords(reason)}
      </span>
      <PlainPieces text={text} />
    </span>
  );
});

/** Number of pieces per group. A very long text has two levels. */
const groupSize = 64;

/** Plain text in pieces. Only the last one is laid out again as the text grows. */
export function PlainPieces({ text }: { readonly text: string }): ReactNode {
  const pieces = layoutPieces(text);
  const groups = Array.from({ length: Math.ceil(pieces.length / groupSize) }, (_, index) =>
    pieces.slice(index * groupSize, (index + 1) * groupSize),
  );
  return groups.map((group, index) => <PieceGroup key={index} group={group} />);
}

interface PieceGroupProps {
  readonly group: readonly string[];
}

const PieceGroup = memo(
  function PieceGroup({ group }: PieceGroupProps): ReactNode {
    return (
      <span className="md-plain-group">
        {group.map((piece, index) => (
          <span key={index} className="md-plain-piece">
            {piece}
          </span>
        ))}
      </span>
    );
  },
  (before, after) =>
    before.group.length === after.group.length &&
    before.group.every((piece, index) => piece === after.group[index]),
);

/** `AsText` for a text that exceeded the budget of `readWithin`. */
export function UnreadView({ node }: { readonly node?: Element | undefined }): ReactNode {
  const [child] = node?.children ?? [];
  const text = child?.type === 'text' ? child.value : '';
  return <AsText text={text} reason={node?.properties['reason'] === 'long' ? 'long' : 'marks'} />;
}
