import type { ElementContent } from 'hast';
import hljs from 'highlight.js/lib/common';

/** Longer code is not coloured; UTF-16 code units. */
const longestCode = 50_000;

const piece = /<span class="([\w .-]*)">|<\/span>|&(?:amp|lt|gt|quot|#x27);|[^<&]+/gu;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** Reads what highlight.js writes: spans with a class, and text. */
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

/** Code as spans with the kinds that highlight.js knows; null for a language or a length it is not coloured in. */
export function coloured(code: string, language: string): ElementContent[] | null {
  if (code.length > longestCode || hljs.getLanguage(language) === undefined) return null;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  const { nodes, text } = spansOf(value);
  // Whatever it made of the code, the code is what has to be there.
  return text === code ? nodes : null;
}
