/**
 * A text as a Markdown quote. Blank lines around it go, several in a row become one. Code keeps its
 * lines, in a fence.
 */
export function asQuote(text: string, isCode = false): string {
  const plain = text.replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ');
  const trimmed = plain.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
  if (trimmed === '') return '';
  // Longer than any in the code.
  const longest = Math.max(2, ...[...trimmed.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = isCode ? ['`'.repeat(longest + 1)] : [];
  const body = isCode ? trimmed : trimmed.replaceAll(/\n(?:[ \t]*\n)+/g, '\n\n');
  return [...fence, ...body.split('\n'), ...fence]
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** The text to add to a draft: the quote as a paragraph of its own, and room for the answer to it. */
export function behindDraft(draft: string, quote: string): string {
  const linesAtEnd = draft.slice(draft.trimEnd().length).split('\n').length - 1;
  const gap = draft === '' ? '' : '\n'.repeat(Math.max(0, 2 - linesAtEnd));
  return `${gap}${quote}\n\n`;
}
