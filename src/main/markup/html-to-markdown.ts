/** More than this is not parsed; characters. */
const longestHtml = 1_000_000;

/** Elements nested deeper than this would take a recursive library too far. */
const deepest = 500;

/** An upper bound of how deep the elements of a document are nested. */
function depthOf(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z]/gi)) {
    depth = tag.startsWith('</') ? Math.max(0, depth - 1) : depth + 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Turns HTML that another program wrote into Markdown; null for what is too long or too deep for it. `longest`: characters. */
export async function markdownFromHtml(
  html: string,
  longest = longestHtml,
): Promise<string | null> {
  if (html.length > longest || depthOf(html) > deepest) return null;
  const [{ fromHtml }, { toMdast }, { toMarkdown }, { gfmToMarkdown }] = await Promise.all([
    import('hast-util-from-html'),
    import('hast-util-to-mdast'),
    import('mdast-util-to-markdown'),
    import('mdast-util-gfm'),
  ]);
  const tree = toMdast(fromHtml(html, { fragment: true }));
  return toMarkdown(tree, { extensions: [gfmToMarkdown()], bullet: '-' }).trim();
}
