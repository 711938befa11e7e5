/**
 * Returns a diagram without what would change Mermaid's configuration: `%%{init: …}%%` directives and
 * the front matter at its start. What is left can only say what is drawn, not how it is treated.
 */
export function withoutConfiguration(source: string): string {
  let text = source.replaceAll('\r\n', '\n').replace(/^\s+/, '');
  for (let before = ''; before !== text;) {
    before = text;
    text = text
      .replace(/^---[ \t]*\n[^]*?\n[ \t]*---[ \t]*(?:\n|$)/, '')
      .replaceAll(/%%\{[^]*?\}%%/g, '')
      .replace(/^\s+/, '');
  }
  // What is not closed is no directive, and no diagram either.
  return text.replaceAll('%%{', '%% {');
}
