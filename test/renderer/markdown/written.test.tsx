import { describe, expect, test } from 'vitest';
import { parseText } from '../../../src/shared/markdown/language.ts';
import { byParley, byStream } from './render.tsx';

/** The same whether it arrives whole or letter by letter. */
function shown(text: string): string {
  const whole = byParley(text);
  expect(byStream(text.split(''))).toBe(whole);
  return whole;
}

describe('emphasis and addresses beside CJK', () => {
  test.each([
    ['含**「重点」**内容', '含<strong>「重点」</strong>内容'],
    ['**历经10年发展，**年', '<strong>历经10年发展，</strong>年'],
    ['日本語の**強調（きょうちょう）**です。', 'の<strong>強調（きょうちょう）</strong>です'],
    ['*斜体，*后面 ~~删除。~~后面', '<em>斜体，</em>后面 <del>删除。</del>后面'],
    ['한국어 **강조(强調)**입니다.', '<strong>강조(强調)</strong>입니다'],
  ])('%s', (text, html) => {
    expect(shown(text)).toContain(html);
  });

  test('an address ends before full-width punctuation', () => {
    const html = shown('见 https://example.com/docs（说明），或 https://example.com。');
    expect(html).toContain('>https://example.com/docs</a>（说明），');
    expect(html).toContain('>https://example.com</a>。');
  });
});

describe('dollars', () => {
  test.each([
    'Add $HOME/bin:$PATH to your shell.',
    'Compare $AAPL/$MSFT today.',
    'From $5/month to $10/month.',
    'It costs 20$ or 30$ a month.',
    'US$20 and A$5 for 2 or A$9 for 4.',
  ])('%s is no formula', (text) => {
    expect(shown(text)).toBe(`<p>${text}</p>`);
  });

  test('code binds first', () => {
    expect(shown('Use `$x` and then $y$ and `$z`.')).toContain('<code>$x</code> and then');
    expect(shown('a lone $/session and `$x`')).toContain('<code>$x</code>');
  });

  test.each(['$x^2$', '$\\frac{a}{b}$', '\\(x_1\\)', '$$x=1$$'])('%s is one', (text) => {
    expect(JSON.stringify(parseText(`So ${text} it is.`))).toContain('"inlineMath"');
  });
});

describe('blocks', () => {
  test('a fence of Markdown with fences in it is one block', () => {
    const text = '```markdown\n# A\n```bash\nnpm ci\n```\nend\n```\nAfter.\n';
    expect(shown(text)).toBe(
      '<pre><code class="language-markdown"># A\n```bash\nnpm ci\n```\nend</code></pre><p>After.</p>',
    );
  });

  test('with more than 64 fences in it, the first bare one ends it', () => {
    const nested = (count: number): string =>
      `\`\`\`markdown\n${'```js\nx\n```\n'.repeat(count)}\`\`\`\nAfter.\n`;
    expect(shown(nested(64)).match(/<pre/g)).toHaveLength(1);
    expect(shown(nested(65)).match(/<pre/g)?.length).toBeGreaterThan(1);
  });

  test('links that lead nowhere, and links without text, show their address', () => {
    const html = shown('[a](./a.py) [b.py](b.py) [](https://c.example/d) [e](https://f.example/)');
    expect(html.replaceAll(/<[^>]*>/g, '')).toBe('a (./a.py) b.py https://c.example/d e');
  });

  test('folds, and tags of the closed list', () => {
    const html = shown(
      '<details>\n<summary>More</summary>\n\nHidden **text**.\n\n</details>\n\nH<sub>2</sub>O, <kbd>Ctrl</kbd>, a<br>b',
    );
    expect(html).toContain('<details><summary>More</summary>');
    expect(html).toContain('<strong>text</strong>');
    expect(html).toContain('H<sub>2</sub>O, <kbd>Ctrl</kbd>, a<br/>b');
  });

  test('tags with attributes, and tags alone, are text', () => {
    expect(shown('<kbd onclick="x()">a</kbd> <sub>b')).toContain('&lt;kbd onclick=');
  });

  test('surplus cells, and pipes in code, are shown', () => {
    const html = shown('| a | b |\n| - | - |\n| `x|y` | z |\n| 1 | 2 | 3 |\n');
    expect(html).toContain('<code>x|y</code>');
    expect(html).toContain('3');
  });
});
