import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { markdownAsHast } from '../../../src/main/markup/html-markdown.ts';

const pageOf = (markdown: string): string =>
  toHtml({ type: 'root', children: [...markdownAsHast(markdown, 'p-')] });

describe('formulas of a page', () => {
  test('are MathML with their TeX beside it', () => {
    const html = pageOf('So $x^2 < 50%$ and\n\n$$\n\\frac{a}{b}\n\n+ c\n$$\n');
    expect(html).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>');
    expect(html).toContain('<annotation encoding="application/x-tex">x^2 &#x3C; 50%</annotation>');
    expect(html).toMatch(/<math [^>]*display="block"/);
    expect(html).toContain('<mfrac><mi>a</mi><mi>b</mi></mfrac>');
    expect(html).not.toContain('<code');
  });

  test.each([
    '$\\nosuch{x}$',
    '$\\href{javascript:alert(1)}{x}$',
    '$\\includegraphics{https://a.b/c.png}$',
  ])('%s stays as it was written', (formula) => {
    const html = pageOf(formula);
    expect(html).toContain(`<code>${formula}</code>`);
    expect(html).not.toContain('<math');
  });

  test('have no styles, no addresses and no handlers', () => {
    const html = pageOf(
      '$\\color{red}{x}$ $\\boxed{y}$ $\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}$ $\\class{x" onclick="y}{z}$ $\\id{m}{n}$ $\\cancel{a}$',
    );
    expect(html).not.toMatch(/<[^>]*\s(?:style|href|on\w+|id)=/i);
    expect(html).toContain('mathcolor="#ff0000"');
    expect(html).toContain('class="math-border"');
    expect(html).toContain('math-border-bottom');
  });

  test('beyond the budget stay as they were written; code called math is code', () => {
    const many = pageOf(`$${'a+'.repeat(190)}$\n\n`.repeat(170));
    expect(many.match(/<math /g)?.length).toBe(157);
    expect(many.match(/<code>/g)?.length).toBe(13);
    expect(pageOf('```math\nx^2\n```')).toContain('<pre><code class="language-math">');
  });
});

test('a link that leads nowhere, or has no text, shows its address', () => {
  const text = pageOf('[a](./a.py) [](https://b.example) [c](#d) [e](https://f.example)');
  expect(text.replaceAll(/<[^>]*>/g, '')).toBe('a (./a.py) https://b.example c (#d) e');
  expect(text.match(/href=/g)).toHaveLength(2);
});
