/** Longer HTML is not parsed (UTF-16 code units). */
const longestHtml = 1_000_000;

/** Deeper nesting than this could overflow the stack of a recursive library. */
const deepest = 500;

/** An upper bound on the nesting depth of a document's elements. */
function depthOf(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z]/gi)) {
    depth = tag.startsWith('</') ? Math.max(0, depth - 1) : depth + 1;
    most = Math.max(most, depth);
  }
  return most;
}

/**
 * Converts another program's HTML to Markdown; null if it is too long or too deeply nested.
 * `longest` is in UTF-16 code units.
 */
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
