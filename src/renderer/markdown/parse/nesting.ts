/** Deepest nesting rendered as structure. Deeper marks are text. */
export const maxDepth = 48;

/** A container's mark at the start of a line: a quote, a bullet or a number. */
const marker = /^(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/;

/**
 * Escapes container marks beyond `maxDepth`, so that ten thousand `>` cost no more than a line of
 * text. This changes no text that people write.
 */
export function limitNesting(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.split('\n').map(limitLine).join('\n');
}

/** A line with enough marks or indentation that it may be nested too deeply. */
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
