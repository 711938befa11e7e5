import type { ElementContent, RootContent } from 'hast';
import { Fragment, useContext, useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../../language/language-context.ts';
import { memo, memoWithoutWords } from '../../language/memo.ts';
import type { ParagraphBlock } from '../split/block.ts';
import { AsText } from '../budget/as-text.tsx';
import { maxParagraph } from '../budget/limits.ts';
import { unreadReason } from '../budget/read.ts';
import { useTurn } from '../budget/turns.ts';
import { definitionsFor } from '../parse/definitions.ts';
import { directionOf } from '../parse/direction.ts';
import { hangingMark } from '../parse/hanging.ts';
import { hang } from './hang.ts';
import { renderElements, writtenContent } from './elements.tsx';
import { closeMarks } from '../split/marks.ts';
import { isWithNotes } from '../parse/notes.ts';
import { parseInline, toElements } from '../parse/parse.ts';
import { readSimpleText } from '../parse/simple-text.ts';
import { noPieces } from '../split/pieces.ts';
import { createSegmenter, restLength } from '../split/segments.ts';
import { shownPart } from '../split/tail.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useElements, useRendered } from './use-elements.ts';

/** Blocks of any kind, rendered by the library. */
export const Flow = memoWithoutWords(function Flow({ text }: { readonly text: string }): ReactNode {
  const { footnotes, isPatient, pictures } = useContext(SurroundingsContext);
  const waits = useTurn(isPatient);
  const inNotes = footnotes && isWithNotes(text);
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
  // One that comes whole and short is never cut.
  const [segmenter, cut] = useState(() =>
    growing || block.text.length > restLength ? createSegmenter() : null,
  );
  if (growing && segmenter === null) cut(createSegmenter());
  const { definitions, isPatient, pictures } = useContext(SurroundingsContext);
  const waits = useTurn(isPatient);
  const text = pictures.fold(block.text);
  const prefix = definitionsFor(text, definitions);
  if (text.length > maxParagraph) return <AsText text={block.text} reason="long" />;
  if (waits !== null) return <p ref={waits}>{block.text}</p>;
  if (prefix !== '' && block.sealed !== true) return <Flow text={block.text} />;
  const mark = hangingMark(block.text);
  const written = segmenter === null ? writtenText(text) : null;
  if (written !== null) {
    const ref = (paragraph: HTMLElement | null): void => {
      written(paragraph);
      if (mark !== undefined) hang(paragraph);
    };
    // With a key of its own, as React would add its children to those that are written.
    return <p key="written" ref={ref} dir={directionOf(block.text)} data-hang={mark} />;
  }
  const { pieces, rest } = segmenter?.update(text) ?? { pieces: noPieces, rest: text };
  const shown = growing ? closeMarks(shownPart(rest).replace(possibleHead, '')) : rest;
  if (shown.trim() === '' && pieces.groups.length === 0) return null;
  return (
    <p
      ref={mark === undefined ? undefined : hang}
      dir={directionOf(block.text)}
      data-open={growing || undefined}
      data-hang={mark}
    >
      {[
        // In one list: React would keep a fiber for a list within others.
        ...pieces.groups.map((group, index) => <InlineGroup key={index} group={group} />),
        <Inline key="rest" text={shown} />,
      ]}
    </p>
  );
}

/** A ref that writes a text into its paragraph; null for one that only the library can read. */
function writtenText(text: string): ReturnType<typeof writtenContent> {
  const nodes = readSimpleText(text);
  return nodes === null ? null : writtenContent(nodes);
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
  const waits = useTurn(useContext(SurroundingsContext).isPatient);
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
