import { useContext, useMemo, useState, type ReactNode } from 'react';
import { memoWithoutWords } from '../../language/memo.ts';
import type { Block, FoldBlock, QuoteBlock, Split } from '../split/block.ts';
import { longDocument } from '../budget/limits.ts';
import { useInTurn } from '../budget/turns.ts';
import { CodeBlock } from '../code/code-block.tsx';
import type { Apart } from '../parse/definitions.ts';
import { directionOf } from '../parse/direction.ts';
import { estimateHeight } from '../split/estimate.ts';
import { summaryOf } from './fold-summary.ts';
import { ListView } from './list-view.tsx';
import { Flow, Inline, Paragraph, ParagraphContent } from './paragraph-view.tsx';
import { parseMarkdown } from '../parse/parse.ts';
import { PicturesContext } from '../parse/pictures.ts';
import { simpleFenceLanguage } from '../parse/simple-blocks.ts';
import { lengthOf } from '../split/split-state.ts';
import { blockGroups } from '../split/splitter.ts';
import { ApartContext, SurroundingsContext } from './surroundings.ts';
import { TableView } from './table-view.tsx';
import { closeTail } from '../split/tail.ts';

interface SplitViewProps {
  readonly split: Split;
  /** True if the last block may still grow. */
  readonly growing: boolean;
  readonly apart: Apart;
}

/** Groups at the end that are always laid out: what is being read must not depend on an estimate. */
const liveGroups = 2;

/**
 * Groups per section. The browser visits each child of a growing element, so a long document has
 * two levels.
 */
const sectionGroups = 16;

type BlockGroups = readonly (readonly Block[])[];

/** The blocks of a document. Only the last group re-renders when text arrives. */
export function SplitView({ split, growing, apart }: SplitViewProps): ReactNode {
  const groups = blockGroups(split);
  const [eager] = useState(() => eagerFrom(groups));
  const sections = Array.from({ length: Math.ceil(groups.length / sectionGroups) }, (_, index) =>
    groups.slice(index * sectionGroups, (index + 1) * sectionGroups),
  );
  return (
    <ApartContext value={apart}>
      {sections.map((section, index) => (
        <Section
          key={index}
          groups={section}
          live={Math.max(0, liveGroups - (groups.length - index * sectionGroups - section.length))}
          growing={growing && index === sections.length - 1}
          first={index === 0}
          eager={eager - index * sectionGroups}
        />
      ))}
    </ApartContext>
  );
}

/**
 * The first group that is rendered at once. A long document starts with its end, where it opens.
 */
function eagerFrom(groups: BlockGroups): number {
  let length = 0;
  let from = groups.length;
  while (from > 0 && length < longDocument) {
    from -= 1;
    length += lengthOf(groups[from] ?? []);
  }
  // The rest is short enough, or is the half that is rendered first.
  return length < longDocument ? 0 : Math.max(from, groups.length - liveGroups);
}

interface SectionProps {
  readonly groups: BlockGroups;
  /** The first group that is rendered at once. */
  readonly eager: number;
  /** Number of groups at the end that are always laid out. */
  readonly live: number;
  readonly growing: boolean;
  readonly first: boolean;
}

/** Some groups. The first section has no element, so that a short document is plain. */
const Section = memoWithoutWords(function Section({
  groups,
  live,
  growing,
  first,
  eager,
}: SectionProps): ReactNode {
  const content = groups.map((blocks, index) => (
    <Group
      key={index}
      blocks={blocks}
      growing={growing && index === groups.length - 1}
      frozen={index < groups.length - live}
      isPatient={index < eager}
    />
  ));
  if (first) return content;
  const frozen = live === 0;
  const height = frozen ? estimateHeight(groups.flat()) : unseen;
  return (
    <div
      className="md-section"
      data-frozen={frozen}
      style={{ containIntrinsicBlockSize: `auto ${height}px` }}
    >
      {content}
    </div>
  );
}, sameSection);

function sameSection(before: SectionProps, after: SectionProps): boolean {
  return (
    before.live === after.live &&
    before.growing === after.growing &&
    before.groups.length === after.groups.length &&
    before.groups.every((group, index) => group === after.groups[index])
  );
}

interface GroupProps {
  readonly blocks: readonly Block[];
  readonly growing: boolean;
  readonly frozen: boolean;
  readonly isPatient: boolean;
}

/** Stands for the height of what is laid out now (px). The browser remembers the real one. */
const unseen = 500;

const Group = memoWithoutWords(function Group({
  blocks,
  growing,
  frozen,
  isPatient,
}: GroupProps): ReactNode {
  const height = frozen ? estimateHeight(blocks) : unseen;
  // Each group re-reads in its turn when the end of the document defines its labels.
  const [apart, place] = useInTurn(useContext(ApartContext));
  const pictures = useContext(PicturesContext);
  const surroundings = useMemo(
    () => ({ ...apart, isPatient, pictures }),
    [apart, isPatient, pictures],
  );
  return (
    <div
      ref={place}
      className="md-group"
      data-frozen={frozen}
      style={{ containIntrinsicBlockSize: `auto ${height}px` }}
    >
      <SurroundingsContext value={surroundings}>
        <GroupBlocks blocks={blocks} growing={growing} />
      </SurroundingsContext>
    </div>
  );
});

const GroupBlocks = memoWithoutWords(Blocks);

function Blocks({
  blocks,
  growing,
}: {
  readonly blocks: readonly Block[];
  readonly growing: boolean;
}): ReactNode {
  return blocks.map((block, index) => (
    <BlockView key={block.id} block={block} growing={growing && index === blocks.length - 1} />
  ));
}

interface BlockViewProps {
  readonly block: Block;
  readonly growing: boolean;
}

const BlockView = memoWithoutWords(function BlockView({
  block,
  growing,
}: BlockViewProps): ReactNode {
  switch (block.kind) {
    case 'flow':
      return <Flow text={growing ? closeTail(block.text) : block.text} />;
    case 'paragraph':
      return <Paragraph block={block} growing={growing} />;
    case 'code':
      return (
        <CodeBlock
          {...infoOf(block.head)}
          pieces={block.pieces}
          rest={block.rest}
          closed={!growing}
        />
      );
    case 'list':
      return <ListView block={block} growing={growing} />;
    case 'table':
      return <TableView block={block} growing={growing} />;
    case 'quote':
      return <QuoteView block={block} growing={growing} />;
    case 'fold':
      return <FoldView block={block} growing={growing} />;
    case 'formula':
      return (
        <>
          {block.before !== '' && <Flow text={block.before} />}
          <p className="md-math-source">{block.text}</p>
        </>
      );
  }
});

/** The info string of a fence, with entities and escapes resolved as in the library. */
function infoOf(head: string): { readonly language: string | null; readonly meta: string | null } {
  const simple = simpleFenceLanguage(head);
  if (simple !== undefined) return { language: simple, meta: null };
  const code = parseMarkdown(head).children[0];
  return code?.type === 'code'
    ? { language: code.lang ?? null, meta: code.meta ?? null }
    : { language: null, meta: null };
}

/** The direction of a frame around blocks. */
function directionWithin(blocks: readonly Block[] | undefined): 'rtl' | undefined {
  const first = blocks?.[0];
  return first !== undefined && 'text' in first ? directionOf(first.text) : undefined;
}

function QuoteView({
  block,
  growing,
}: {
  readonly block: QuoteBlock;
  readonly growing: boolean;
}): ReactNode {
  const groups = blockGroups(block.inner);
  return (
    <blockquote dir={directionWithin(groups[0])}>
      {groups.map((blocks, index) => (
        <GroupBlocks key={index} blocks={blocks} growing={growing && index === groups.length - 1} />
      ))}
    </blockquote>
  );
}

/** A fold. Once the person has opened or closed it, it stays that way while text arrives. */
function FoldView({
  block,
  growing,
}: {
  readonly block: FoldBlock;
  readonly growing: boolean;
}): ReactNode {
  const groups = blockGroups(block.inner);
  const { summary, length } = useMemo(() => summaryOf(groups[0] ?? []), [groups]);
  return (
    <details
      open={block.expanded || undefined}
      dir={summary === null ? directionWithin(groups[0]) : directionOf(summary)}
    >
      {summary !== null && (
        <summary>
          {length === 1 ? <Inline text={summary} /> : <ParagraphContent text={summary} />}
        </summary>
      )}
      {groups.map((blocks, index) => (
        <FoldGroup
          key={index}
          blocks={blocks}
          from={index === 0 ? length : 0}
          growing={growing && index === groups.length - 1}
        />
      ))}
    </details>
  );
}

interface FoldGroupProps {
  readonly blocks: readonly Block[];
  /** The number of leading blocks that are the summary. */
  readonly from: number;
  readonly growing: boolean;
}

const FoldGroup = memoWithoutWords(function FoldGroup({
  blocks,
  from,
  growing,
}: FoldGroupProps): ReactNode {
  return <Blocks blocks={from === 0 ? blocks : blocks.slice(from)} growing={growing} />;
});
