/** Elements that end with a line. */
const lines = new Set(['BR', 'DIV', 'LI', 'TR', 'DT', 'DD']);
/** Elements that are followed by an empty line. */
const paragraphs = new Set('P PRE UL OL TABLE BLOCKQUOTE DL H1 H2 H3 H4 H5 H6'.split(' '));

function append(node: Node, texts: string[]): void {
  if (node instanceof Text) {
    texts.push(node.data);
    return;
  }
  // Buttons of code and tables, and drawings whose text stands beside them, are not the text.
  if (node instanceof Element && node.matches('button, style, [aria-hidden="true"]')) return;
  for (const child of node.childNodes) append(child, texts);
  if (paragraphs.has(node.nodeName)) texts.push('\n\n');
  else if (lines.has(node.nodeName)) texts.push('\n');
  else if (node.nodeName === 'TD' || node.nodeName === 'TH') texts.push('\t');
}

/** The text of selected elements, with a line for each block. */
export function textOfRange(contents: DocumentFragment): string {
  const texts: string[] = [];
  append(contents, texts);
  return texts
    .join('')
    .replaceAll(/(?<![ \t])[ \t]+\n/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
