import { foldCase, normalizeWithOrigin } from '../../shared/search/fold.ts';

/** Text that reads as one unit: the text nodes of a paragraph, a cell or a code block. */
export interface TextBlock {
  readonly text: string;
  readonly nodes: readonly { readonly node: Text; readonly start: number }[];
}

/** Start and end, in UTF-16 code units. */
type Place = readonly [start: number, end: number];

const blocks = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE BR DD DETAILS DIV DL DT FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION SUMMARY TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);
/** Elements that are not part of the message's text: buttons, headings of code blocks, formulas. */
const skipped = 'button, input, textarea, svg, math, [data-chrome], .visually-hidden';
/** Elements that contain the text of a message. */
const bodies = '.md, [data-plain]';

/** A text in comparable form: without accents and case, with any white space as one space. */
function comparable(text: string): {
  readonly folded: string;
  readonly origin: Uint32Array | null;
} {
  const { normalized, origin } = normalizeWithOrigin(text.replaceAll(/\s/gu, ' '));
  return { folded: foldCase(normalized), origin };
}

/** Finds `wanted` in `text`, ignoring case and accents. The results do not overlap. */
export function placesOf(text: string, wanted: string): readonly Place[] {
  const { folded: needle } = comparable(wanted);
  if (needle === '') return [];
  const { folded, origin } = comparable(text);
  const places: Place[] = [];
  for (
    let at = folded.indexOf(needle);
    at !== -1;
    at = folded.indexOf(needle, at + needle.length)
  ) {
    const end = at + needle.length;
    if (origin === null) places.push([at, end]);
    else {
      // A range ends where the next character begins, because its last character may have had
      // marks.
      let last = end;
      while (last < origin.length - 1 && origin[last] === origin[end - 1]) last += 1;
      places.push([origin[at] ?? 0, origin[last] ?? text.length]);
    }
  }
  return places;
}

/** The elements that contain the text of a message, after that of the summary before it. */
function bodiesOf(message: Element): readonly Element[] {
  const before = message.previousElementSibling;
  const summary = before?.matches('[data-checkpoint]') === true ? before : null;
  return [summary, message].flatMap((each) => [...(each?.querySelectorAll(bodies) ?? [])]);
}

/** The text blocks of a mounted message, in reading order. */
export function textBlocksOf(message: Element): readonly TextBlock[] {
  const found: TextBlock[] = [];
  let nodes: { node: Text; start: number }[] = [];
  let text = '';
  const close = (): void => {
    if (text.trim() !== '') found.push({ text, nodes });
    nodes = [];
    text = '';
  };
  const walk = (parent: Node, inCode: boolean): void => {
    for (const child of parent.childNodes) {
      if (child instanceof Text) {
        nodes.push({ node: child, start: text.length });
        text += child.data;
      } else if (child instanceof Element && !child.matches(skipped)) {
        const isBlock = !inCode && blocks.has(child.tagName);
        if (isBlock) close();
        walk(child, inCode || child.tagName === 'PRE');
        if (isBlock) close();
      }
    }
  };
  for (const body of bodiesOf(message)) {
    walk(body, false);
    close();
  }
  return found;
}

/** Converts a position in a block into a DOM range. */
export function rangeOf(block: TextBlock, [start, end]: Place): StaticRange | null {
  const first = block.nodes.findLast((each) => each.start <= start);
  const last = block.nodes.findLast((each) => each.start < end);
  if (first === undefined || last === undefined) return null;
  return new StaticRange({
    startContainer: first.node,
    startOffset: start - first.start,
    endContainer: last.node,
    endOffset: Math.min(end - last.start, last.node.length),
  });
}

/** Every occurrence of `wanted` in a mounted message, in order. */
export function rangesIn(message: Element, wanted: string): readonly StaticRange[] {
  return textBlocksOf(message).flatMap((block) =>
    placesOf(block.text, wanted).flatMap((place) => rangeOf(block, place) ?? []),
  );
}

/** Highlights DOM ranges without changing the page. `found-now` is the current occurrence. */
export function mark(name: 'found' | 'found-now', ranges: readonly StaticRange[]): void {
  if (ranges.length === 0) CSS.highlights.delete(name);
  else {
    const highlight = new Highlight(...ranges);
    highlight.priority = name === 'found-now' ? 1 : 0;
    CSS.highlights.set(name, highlight);
  }
}
