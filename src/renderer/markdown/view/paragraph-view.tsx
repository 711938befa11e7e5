import type { ElementContent, RootContent } from 'hast';
import { Fragment, useContext, useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../../language/language-context.ts';
import { memo, memoWithoutWords } from '../../language/memo.ts';
import type { ParagraphBlock } from '../split/block.ts';
import { AsText } from '../budget/as-text.tsx';
import { maxParagraph } from '../budget/limits.ts';
import { unreadReason } from '../budget/read.ts';
import { isWithNotes, NotesContext, PatienceContext } from '../budget/patience.ts';
import { useTurn } from '../budget/turns.ts';
import { directionOf } from '../parse/direction.ts';
import { hangingMark } from '../parse/hanging.ts';
import { hang } from './hang.ts';
import { renderElements, writtenContent } from './elements.tsx';
import { closeMarks } from '../split/marks.ts';
import { parseInline, toElements } from '../parse/parse.ts';
import { PicturesContext } from '../parse/pictures.ts';
import { readSimpleText } from '../parse/simple-text.ts';
import { createSegmenter } from '../split/segments.ts';
import { shownPart } from '../split/tail.ts';
import { useElements, usePrefix, useRendered } from './use-elements.ts';

/** Blocks of any kind, rendered by the library. */
export const Flow = memoWithoutWords(function Flow({ text }: { readonly text: string }): ReactNode {
  const waits = useTurn(useContext(PatienceContext));
  const inNotes = useContext(NotesContext) && isWithNotes(text);
  const pictures = useContext(PicturesContext);
  const isRead = waits === null && !inNotes;
  const content = useRendered(isRead ? pictures.fold(text) : text, isRead ? renderBlocks : null);
  if (waits !== null) {
    return (
      <p ref={waits} className="md-waiting">
        {text}
      </p>
    );
  }
  return inNotes ? <AsText text={text} reason="notes" /> : content;
});

function renderBlocks(nodes: readonly RootContent[]): ReactNode {
  return renderElements(nodes.filter((node) => !isLineEnding(node)));
}

function isLineEnding(node: RootContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

/**
 * A last line that starts with a pipe may be the head of a table. It is shown once that is known.
 */
const possibleHead = /(?:^|\n) {0,3}\|[^\n]*\n?$/;

/** A paragraph, in pieces if it is long. */
export function Paragraph({
  block,
  growing,
}: {
  readonly block: ParagraphBlock;
  readonly growing: boolean;
}): ReactNode {
  const [segmenter] = useState(createSegmenter);
  const waits = useTurn(useContext(PatienceContext));
  const text = useContext(PicturesContext).fold(block.text);
  const prefix = usePrefix(text);
  if (text.length > maxParagraph) return <AsText text={block.text} reason="long" />;
  if (waits !== null) return <p ref={waits}>{block.text}</p>;
  if (prefix !== '' && block.sealed !== true) return <Flow text={block.text} />;
  const { pieces, rest } = segmenter.update(text);
  const shown = growing ? closeMarks(shownPart(rest).replace(possibleHead, '')) : rest;
  if (shown.trim() === '' && pieces.groups.length === 0) return null;
  const mark = hangingMark(block.text);
  return (
    <p
      ref={mark === undefined ? undefined : hang}
      dir={directionOf(block.text)}
      data-open={growing || undefined}
      data-hang={mark}
    >
      {pieces.groups.map((group, index) => (
        <InlineGroup key={index} group={group} />
      ))}
      <Inline text={shown} />
    </p>
  );
}

const InlineGroup = memoWithoutWords(function InlineGroup({
  group,
}: {
  readonly group: readonly string[];
}): ReactNode {
  return group.map((piece, index) => (
    <Fragment key={index}>
      <Piece text={piece} />
      {/[ \n]$/.exec(piece)?.[0]}
    </Fragment>
  ));
});

/** The content of a paragraph, without its element. */
export function ParagraphContent({ text }: { readonly text: string }): ReactNode {
  useLanguage();
  const [paragraph] = useElements(text).filter((node) => !isLineEnding(node));
  return paragraph?.type === 'element' ? renderElements(paragraph.children) : text;
}

function Piece({ text }: { readonly text: string }): ReactNode {
  const waits = useTurn(useContext(PatienceContext));
  return waits === null ? <Inline text={text} /> : <span ref={waits}>{text}</span>;
}

/** Text within a paragraph. */
export const Inline = memo(function Inline({ text }: { readonly text: string }): ReactNode {
  const simple = readSimpleText(text);
  if (simple !== null) return shownInline(simple);
  const nodes = parseInline(text);
  const reason = unreadReason(nodes);
  if (reason !== null) return <AsText text={text} reason={reason} />;
  const [paragraph] = toElements(
    { type: 'root', children: [{ type: 'paragraph', children: [...nodes] }] },
    '',
  );
  return paragraph?.type === 'element' ? shownInline(paragraph.children) : null;
});

function shownInline(nodes: readonly ElementContent[]): ReactNode {
  const written = writtenContent(nodes);
  return written === null ? renderElements(nodes) : <span ref={written} />;
}
