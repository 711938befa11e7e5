/** Deepest nesting that is rendered as structure; beyond it a mark is text. */
export const maxDepth = 48;

/** A container's mark at the start of a line: a quote, a bullet or a number. */
const marker = /^(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/;

/**
 * Returns the text with the container marks beyond `maxDepth` escaped, so that ten thousand `>` cost
 * no more than a line of text. Text that nobody would write is the only text that changes.
 */
export function limitNesting(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.split('\n').map(limitLine).join('\n');
}

/** A line with at least as many marks or as much indentation as could be nested too deeply. */
const suspicious = new RegExp(
  `^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${maxDepth},}|^[ \\t]{${maxDepth * 2},}(?:>|[-+*]|\\d)`,
  'm',
);

function limitLine(line: string): string {
  let depth = 0;
  let at = 0;
  for (;;) {
    const start = at;
    while (line[at] === ' ' || line[at] === '\t') at += 1;
    depth += Math.floor((at - start) / 2);
    const mark = marker.exec(line.slice(at, at + 12))?.[0];
    if (mark === undefined) return line;
    if (depth >= maxDepth) return `${line.slice(0, at)}\\${line.slice(at)}`;
    depth += 1;
    at += mark.length;
  }
}
