import type { ElementContent } from 'hast';
import hljs from 'highlight.js/lib/common';

/** Longer code is not highlighted (UTF-16 code units). */
const longestCode = 50_000;

const piece = /<span class="([\w .-]*)">|<\/span>|&(?:amp|lt|gt|quot|#x27);|[^<&]+/gu;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** Parses the output of highlight.js: spans with a class, and text. */
function spansOf(html: string): { readonly nodes: ElementContent[]; readonly text: string } {
  const nodes: ElementContent[] = [];
  const open: ElementContent[][] = [nodes];
  let text = '';
  for (const [whole, names] of html.matchAll(piece)) {
    const inside = open.at(-1) ?? nodes;
    if (names !== undefined) {
      const children: ElementContent[] = [];
      const className = names.split(' ').filter((name) => name.startsWith('hljs-'));
      inside.push({ type: 'element', tagName: 'span', properties: { className }, children });
      open.push(children);
    } else if (whole === '</span>') open.pop();
    else {
      const value = entities[whole] ?? whole;
      inside.push({ type: 'text', value });
      text += value;
    }
  }
  return { nodes, text };
}

/**
 * Code as spans with highlight.js classes; null if the language is unknown or the code too long.
 */
export function coloured(code: string, language: string): ElementContent[] | null {
  if (code.length > longestCode || hljs.getLanguage(language) === undefined) return null;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  const { nodes, text } = spansOf(value);
  // The text must be exactly the code, whatever highlight.js made of it.
  return text === code ? nodes : null;
}
