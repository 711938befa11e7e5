/** Removes every `%%{…}%%`. An unclosed one stays. */
function withoutDirectives(source: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    const start = source.indexOf('%%{', from);
    const end = start === -1 ? -1 : source.indexOf('}%%', start + 3);
    if (end === -1) return kept + source.slice(from);
    kept += source.slice(from, start);
    from = end + 3;
  }
}

/**
 * Removes everything that would change Mermaid's configuration: `%%{init: …}%%` directives and
 * front matter. The rest can only say what is drawn, not how it is treated.
 */
export function withoutConfiguration(source: string): string {
  let text = source.replaceAll('\r\n', '\n').replace(/^\s+/, '');
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/^---[ \t]*\n[^]*?\n[ \t]*---[ \t]*(?:\n|$)/, '');
    text = withoutDirectives(text).replace(/^\s+/, '');
  }
  // An unclosed one is neither a directive nor a diagram.
  return text.replaceAll('%%{', '%% {');
}
