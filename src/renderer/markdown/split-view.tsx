import type { Element, RootContent } from 'hast';
import type { List } from 'mdast';
import { createContext, Fragment, memo, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Block, ListBlock, ParagraphBlock, QuoteBlock, Split, TableBlock } from './block.ts';
import { CodeBlock } from './code-block.tsx';
import { definitionsFor, noDefinitions } from './definitions.ts';
import type { Definitions } from './definitions.ts';
import { directionOf } from './direction.ts';
import { renderElements } from './elements.tsx';
import { estimateHeight, estimateItems } from './estimate.ts';
import { closeMarks } from './marks.ts';
import { elementsOnly, parseInline, parseMarkdown, toElements } from './parse.ts';
import { groupSize, groupsWith } from './pieces.ts';
import { createSegmenter } from './segments.ts';
import { blockGroups } from './splitter.ts';
import { TableFrame } from './table.tsx';
import { closeTail } from './tail.ts';

const DefinitionsContext = createContext<Definitions>(noDefinitions);

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

/** The hast of a text, with the definitions it refers to. */
function useElements(text: string): readonly RootContent[] {
  const prefix = definitionsFor(text, useContext(DefinitionsContext));
  return useMemo(() => toElements(parseMarkdown(prefix + text), ''), [text, prefix]);
}

const Flow = memo(function Flow({ text }: { readonly text: string }): ReactNode {
  const nodes = useElements(text);
  return useMemo(() => renderElements(nodes.filter((node) => !isLineEnding(node))), [nodes]);
});

function isLineEnding(node: RootContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

/** A last line with a pipe at its start may be the head of a table: it is shown when that is known. */
const possibleHead = /(?:^|\n) {0,3}\|[^\n]*\n?$/;

function Paragraph({
  block,
  growing,
}: {
  readonly block: ParagraphBlock;
  readonly growing: boolean;
}): ReactNode {
  const [segmenter] = useState(createSegmenter);
  const definitions = useContext(DefinitionsContext);
  if (definitionsFor(block.text, definitions) !== '') return <Flow text={block.text} />;
  const { pieces, rest } = segmenter.update(block.text);
  const shown = growing ? closeMarks(rest.replace(possibleHead, '')) : rest;
  if (shown.trim() === '' && pieces.groups.length === 0) return null;
  return (
    <p dir={directionOf(block.text)}>
      {pieces.groups.map((group, index) => (
        <InlineGroup key={index} group={group} />
      ))}
      <Inline text={shown} />
    </p>
  );
}

const InlineGroup = memo(function InlineGroup({
  group,
}: {
  readonly group: readonly string[];
}): ReactNode {
  return group.map((piece, index) => (
    <Fragment key={index}>
      <Inline text={piece} />
      {/[ \n]$/.exec(piece)?.[0]}
    </Fragment>
  ));
});

const Inline = memo(function Inline({ text }: { readonly text: string }): ReactNode {
  const [paragraph] = toElements(
    { type: 'root', children: [{ type: 'paragraph', children: [...parseInline(text)] }] },
    '',
  );
  return paragraph?.type === 'element' ? renderElements(paragraph.children) : null;
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

function ListView({
  block,
  growing,
}: {
  readonly block: ListBlock;
  readonly growing: boolean;
}): ReactNode {
  const groups = groupsWith(block.pieces, block.rest);
  const first = groups[0]?.[0] ?? '';
  const number = /^ {0,3}(\d{1,9})[.)]/.exec(first)?.[1];
  const shared = {
    dir: directionOf(first),
    // Between a list and its items stands nothing but the list's own groups, which have no role.
    ...(groups.length > 1 ? { role: 'list' } : {}),
    children: groups.map((group, index) => (
      <ItemGroup
        key={index}
        group={group}
        loose={block.loose}
        growing={growing && index === groups.length - 1}
        number={index === 0 || number === undefined ? null : Number(number) + index * groupSize}
        first={index === 0}
      />
    )),
  };
  if (number === undefined) return <ul {...shared} />;
  const start = Number(number);
  return <ol {...shared} start={start === 1 ? undefined : start} />;
}

interface ItemGroupProps {
  readonly group: readonly string[];
  readonly loose: boolean;
  /** The last item may still grow. */
  readonly growing: boolean;
  readonly first: boolean;
  /** The number of the first item, when it must be said: numbers do not count into what is contained. */
  readonly number: number | null;
}

/**
 * Items that are laid out together: the browser visits each child of what has changed, so a list of
 * thousands is a list of groups. The first group has no element of its own; short lists are plain.
 */
const ItemGroup = memo(function ItemGroup({
  group,
  loose,
  growing,
  first,
  number,
}: ItemGroupProps): ReactNode {
  const items = group.map((text, index) => (
    <ListItem
      key={index}
      text={growing && index === group.length - 1 ? closeTail(text) : text}
      loose={loose}
      number={index === 0 ? number : null}
    />
  ));
  return first ? (
    items
  ) : (
    <div
      role="none"
      className="md-items"
      style={growing ? undefined : { containIntrinsicBlockSize: `auto ${estimateItems(group)}px` }}
    >
      {items}
    </div>
  );
}, sameItems);

/** A group is an array anew in each frame only while it grows. */
function sameItems(before: ItemGroupProps, after: ItemGroupProps): boolean {
  return (
    before.loose === after.loose &&
    before.growing === after.growing &&
    before.first === after.first &&
    before.number === after.number &&
    (before.group === after.group ||
      (before.group.length === after.group.length &&
        before.group.every((text, index) => text === after.group[index])))
  );
}

interface ListItemProps {
  readonly text: string;
  readonly loose: boolean;
  readonly number: number | null;
}

const ListItem = memo(function ListItem({ text, loose, number }: ListItemProps): ReactNode {
  const prefix = definitionsFor(text, useContext(DefinitionsContext));
  const tree = useMemo(() => parseMarkdown(prefix + text), [text, prefix]);
  return useMemo(() => {
    const children = tree.children.map((child) =>
      child.type === 'list' ? withSpread(child, loose) : child,
    );
    const list = elementsOnly(toElements({ ...tree, children }, ''))[0];
    const items = elementsOnly(list?.children ?? []);
    return renderElements(number === null ? items : items.map((item) => withNumber(item, number)));
  }, [tree, loose, number]);
});

function withNumber(item: Element, value: number): Element {
  return { ...item, properties: { ...item.properties, value } };
}

function withSpread(list: List, loose: boolean): List {
  return loose ? { ...list, spread: true } : list;
}

/**
 * A table's layout costs what all its rows cost. Beyond some hundred rows, new ones are shown sixteen at
 * a time, so that the cost of a frame stays the same on average.
 */
function TableView({
  block,
  growing,
}: {
  readonly block: TableBlock;
  readonly growing: boolean;
}): ReactNode {
  const [head] = tableParts(useElements(block.head));
  const calm = growing && block.pieces.groups.length > 1;
  const empty = block.pieces.groups.length === 0 && block.rest === '';
  return (
    <TableFrame>
      {head !== undefined && renderElements([head])}
      {!empty && (
        <tbody>
          {block.pieces.groups.map((group, index) => (
            <RowGroup key={index} head={block.head} group={group} />
          ))}
          {block.rest !== '' && !calm && (
            <Rows head={block.head} text={block.rest} growing={growing} />
          )}
        </tbody>
      )}
    </TableFrame>
  );
}

function tableParts(nodes: readonly RootContent[]): Element[] {
  const table = elementsOnly(nodes)[0];
  return table === undefined ? [] : elementsOnly(table.children);
}

interface RowGroupProps {
  readonly head: string;
  readonly group: readonly string[];
}

const RowGroup = memo(function RowGroup({ head, group }: RowGroupProps): ReactNode {
  return group.map((text, index) => <Rows key={index} head={head} text={text} growing={false} />);
});

interface RowsProps {
  readonly head: string;
  readonly text: string;
  readonly growing: boolean;
}

const Rows = memo(function Rows({ head, text, growing }: RowsProps): ReactNode {
  const [, body] = tableParts(
    useElements(head + (growing ? closeTail(head + text).slice(head.length) : text)),
  );
  return body === undefined ? null : renderElements(elementsOnly(body.children));
});

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
