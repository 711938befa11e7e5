import { memo, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Block, QuoteBlock, Split } from './block.ts';
import { CodeBlock } from './code-block.tsx';
import type { Definitions } from './definitions.ts';
import { estimateHeight } from './estimate.ts';
import { ListView } from './list-view.tsx';
import { Flow, Paragraph } from './paragraph-view.tsx';
import { parseMarkdown } from './parse.ts';
import { blockGroups } from './splitter.ts';
import { TableView } from './table-view.tsx';
import { closeTail } from './tail.ts';
import { DefinitionsContext } from './use-elements.ts';

interface SplitViewProps {
  readonly split: Split;
  /** The last block may still grow. */
  readonly growing: boolean;
  readonly definitions: Definitions;
}

/** Groups at the end that are always laid out: what is being read must not depend on an estimate. */
const liveGroups = 2;

/** The blocks of a document. Only the last group is rendered again when text comes. */
export function SplitView({ split, growing, definitions }: SplitViewProps): ReactNode {
  const groups = blockGroups(split);
  return (
    <DefinitionsContext value={definitions}>
      {groups.map((blocks, index) => (
        <Group
          key={index}
          blocks={blocks}
          growing={growing && index === groups.length - 1}
          frozen={index < groups.length - liveGroups}
        />
      ))}
    </DefinitionsContext>
  );
}

interface GroupProps {
  readonly blocks: readonly Block[];
  readonly growing: boolean;
  readonly frozen: boolean;
}

const Group = memo(function Group({ blocks, growing, frozen }: GroupProps): ReactNode {
  const style = frozen
    ? { containIntrinsicBlockSize: `auto ${estimateHeight(blocks)}px` }
    : undefined;
  return (
    <div className="md-group" data-frozen={frozen} style={style}>
      <Blocks blocks={blocks} growing={growing} />
    </div>
  );
});

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

const BlockView = memo(function BlockView({ block, growing }: BlockViewProps): ReactNode {
  switch (block.kind) {
    case 'flow':
      return <Flow text={growing ? closeTail(block.text) : block.text} />;
    case 'paragraph':
      return <Paragraph block={block} growing={growing} />;
    case 'code':
      return <Code block={block} growing={growing} />;
    case 'list':
      return <ListView block={block} growing={growing} />;
    case 'table':
      return <TableView block={block} growing={growing} />;
    case 'quote':
      return <QuoteView block={block} growing={growing} />;
  }
});

function Code({
  block,
  growing,
}: {
  readonly block: Extract<Block, { kind: 'code' }>;
  readonly growing: boolean;
}): ReactNode {
  const language = useMemo(() => languageOf(block.head), [block.head]);
  return (
    <CodeBlock language={language} pieces={block.pieces} rest={block.rest} closed={!growing} />
  );
}

/** The first word after the fence, with entities and escapes resolved as the library does it. */
function languageOf(head: string): string | null {
  const code = parseMarkdown(head).children[0];
  return code?.type === 'code' ? (code.lang ?? null) : null;
}

function QuoteView({
  block,
  growing,
}: {
  readonly block: QuoteBlock;
  readonly growing: boolean;
}): ReactNode {
  return (
    <blockquote>
      {blockGroups(block.inner).map((blocks, index, groups) => (
        <QuoteGroup key={index} blocks={blocks} growing={growing && index === groups.length - 1} />
      ))}
    </blockquote>
  );
}

const QuoteGroup = memo(Blocks);
