import { kept } from '../../language/kept.ts';
import { useLanguage } from '../../language/language-context.ts';
import type { Element } from 'hast';
import type { List } from 'mdast';
import { useContext, useMemo } from 'react';
import { memoWithoutWords } from '../../language/memo.ts';
import type { ReactNode } from 'react';
import type { ListBlock } from '../split/block.ts';
import { AsText, type TextReason } from '../budget/as-text.tsx';
import { unreadReason } from '../budget/read.ts';
import { useTurn } from '../budget/turns.ts';
import {
  definitionsFor,
  definitionsWithin,
  leftoversAfter,
  type Definitions,
} from '../parse/definitions.ts';
import { directionOf } from '../parse/direction.ts';
import { renderElements } from './elements.tsx';
import { estimateItems } from '../split/estimate.ts';
import { isWithNotes } from '../parse/notes.ts';
import { elementsOnly, parseMarkdown, toElements } from '../parse/parse.ts';
import { readSimpleItem } from '../parse/simple-blocks.ts';
import { groupSize, groupsWith } from '../split/pieces.ts';
import { closeTail } from '../split/tail.ts';
import { SurroundingsContext } from './surroundings.ts';

/** A list, in groups of items. */
export function ListView({
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
    // Between a list and its items there are only the list's groups, which have no role.
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
  /** True if the last item may still grow. */
  readonly growing: boolean;
  readonly first: boolean;
  /**
   * The number of the first item, if it must be explicit because counters do not reach into
   * containment.
   */
  readonly number: number | null;
}

/**
 * Items that are laid out together. The browser visits each child of a changed element, so a list
 * of thousands is a list of groups. The first group has no element; short lists are plain.
 */
const ItemGroup = memoWithoutWords(function ItemGroup({
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

/** The array of a group is new in each frame only while it grows. */
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

const ListItem = memoWithoutWords(function ListItem({
  text: raw,
  loose,
  number,
}: ListItemProps): ReactNode {
  const { definitions: all, footnotes, isPatient, pictures } = useContext(SurroundingsContext);
  const waits = useTurn(isPatient);
  const inNotes = footnotes && isWithNotes(raw);
  const language = useLanguage();
  const isRead = waits === null && !inNotes;
  const text = isRead ? pictures.fold(raw) : raw;
  const prefix = definitionsFor(text, all);
  const definitions = definitionsWithin(text, all);
  // Only what is rendered is kept: the tree would take as much memory again.
  const content = useMemo(
    () => kept(() => (isRead ? readItem(text, prefix, definitions, loose, number) : null)),
    [isRead, text, loose, number, prefix, definitions],
  );
  if (waits !== null) {
    return (
      <li ref={waits} className="md-waiting" value={number ?? undefined}>
        {raw}
      </li>
    );
  }
  return inNotes ? <UnreadItem text={raw} reason="notes" number={number} /> : content(language);
});

/** An item as the library reads it, with the definitions that it refers to before it. */
function readItem(
  text: string,
  prefix: string,
  definitions: Definitions,
  loose: boolean,
  number: number | null,
): ReactNode {
  const simple = prefix === '' && !loose ? readSimpleItem(text) : null;
  if (simple !== null) return shownItems([simple], number);
  const source = prefix + text;
  const tree = parseMarkdown(source);
  const reason = unreadReason(tree.children);
  if (reason !== null) return <UnreadItem text={text} reason={reason} number={number} />;
  const children = tree.children.map((child) =>
    child.type === 'list' ? withSpread(child, loose) : child,
  );
  const leftovers = leftoversAfter(prefix.length, definitions);
  const list = elementsOnly(toElements({ ...tree, children }, '', { source, leftovers }))[0];
  return shownItems(elementsOnly(list?.children ?? []), number);
}

function shownItems(items: readonly Element[], number: number | null): ReactNode {
  return renderElements(number === null ? items : items.map((item) => withNumber(item, number)));
}

function UnreadItem({
  text,
  reason,
  number,
}: {
  readonly text: string;
  readonly reason: TextReason;
  readonly number: number | null;
}): ReactNode {
  return (
    <li value={number ?? undefined}>
      <AsText text={text} reason={reason} />
    </li>
  );
}

function withNumber(item: Element, value: number): Element {
  return { ...item, properties: { ...item.properties, value: String(value) } };
}

function withSpread(list: List, loose: boolean): List {
  return loose ? { ...list, spread: true } : list;
}
