/**
 * Our examples for every rule in the extension sections of the GitHub Flavored Markdown spec 0.29,
 * and for footnotes, which the spec does not cover. Each says what its rendering must and must not
 * contain. They hold the language of answers (the library plus `src/shared/markdown`) to the spec;
 * the contract holds Parley's rendering to the language. Comments mark deliberate differences.
 */
export interface GfmExample {
  readonly name: string;
  readonly text: string;
  readonly holds: readonly string[];
  readonly lacks: readonly string[];
}

type Entry = readonly [text: string, holds?: readonly string[], lacks?: readonly string[]];

const to = (href: string, text: string): string =>
  `href="${href}" title="${href}" rel="noreferrer noopener">${text}</a>`;
const www = (rest: string): string => to(`http://${rest}${rest.includes('/') ? '' : '/'}`, rest);
const cell = (text: string, align?: string): string =>
  align === undefined ? `<td>${text}</td>` : `<td style="text-align:${align}">${text}</td>`;

const sections: Readonly<Record<string, readonly Entry[]>> = {
  tables: [
    // The plain form, with and without outer pipes, and a row without any.
    [
      '| Fruit | Price |\n| --- | --- |\n| Pear | 3 |\n',
      ['<thead><tr><th>Fruit</th><th>Price</th></tr></thead>', cell('Pear')],
    ],
    ['Fruit | Price\n--- | ---\nPear | 3\n', ['<th>Fruit</th>', cell('3')]],
    ['| Fruit |\n| --- |\nPear\n', [cell('Pear')]],
    // Cells need not be aligned, and white space around them does not count.
    ['|Fruit|   Price|\n|-|-|\n|   Pear|3     |\n', ['<th>Price</th>', cell('Pear'), cell('3')]],
    // Alignment by colons; one hyphen is enough.
    [
      '| l | c | r | n |\n| :-- | :-: | -: | - |\n| 1 | 2 | 3 | 4 |\n',
      [cell('1', 'left'), cell('2', 'center'), cell('3', 'right'), cell('4')],
    ],
    [':- | -:\n:-: | -\na | b\n', [cell('a', 'center'), cell('b')]],
    // Up to three spaces of indentation; four make code.
    ['   | a |\n   | - |\n   | b |\n', [cell('b')]],
    ['    | a |\n    | - |\n', ['<pre'], ['<table']],
    // An escaped pipe is a pipe, also in code and in marks.
    [
      '| a \\| b |\n| - |\n| `c \\| d` |\n| **e \\| f** |\n',
      ['<th>a | b</th>', '<code>c | d</code>', '<strong>e | f</strong>'],
    ],
    // Code does not protect a pipe in a row without surplus cells.
    ['| a | b |\n| - | - |\n| `c | d` |\n', [cell('`c'), cell('d`')], ['<code>']],
    // Inline content in cells; no blocks.
    [
      '| a | b |\n| - | - |\n| *c* ~~d~~ | [e](https://f.example) |\n| # g | - h |\n',
      ['<em>c</em>', '<del>d</del>', '>e</a>', cell('# g'), cell('- h')],
      ['<h1', '<ul'],
    ],
    // Ended by a blank line or by another block.
    ['| a |\n| - |\n| b |\n\n| c |\n', [cell('b'), '<p>| c |</p>'], [cell('c')]],
    ['| a |\n| - |\n| b |\n> c\n', [cell('b'), '<blockquote><p>c</p></blockquote>']],
    ['| a |\n| - |\n| b |\n# c\n', [cell('b'), '<h1>c</h1>']],
    ['| a |\n| - |\n| b |\n```\nc\n```\n', [cell('b'), '<pre']],
    ['| a |\n| - |\n| b |\n- c\n', [cell('b'), '<ul><li>c</li></ul>']],
    ['| a |\n| - |\n| b |\n***\n', [cell('b'), '<hr/>']],
    ['| a |\n| - |\n| b |\nc\n', [cell('b'), cell('c')]],
    // The head must have as many cells as the delimiter row.
    ['| a | b |\n| - |\n| c |\n', ['<p>'], ['<table']],
    ['| a |\n| - | - |\n', ['<p>'], ['<table']],
    // Rows may be short (filled up) or long. Surplus cells are shown, because no word of an answer
    // may vanish.
    ['| a | b |\n| - | - |\n| c |\n', [cell('c') + cell('')]],
    ['| a | b |\n| - | - |\n| c | d | e |\n', [cell('c') + cell('d') + cell('e')]],
    // No body, and empty cells.
    ['| a | b |\n| - | - |\n', ['<th>b</th>'], ['<tbody']],
    ['| a | b |\n| - | - |\n| | c |\n|  |\n', [cell('') + cell('c')]],
    // Lines that are not a delimiter row.
    ['| a |\n| = |\n', [], ['<table']],
    ['| a |\n| - - |\n', [], ['<table']],
    ['| a |\n| :-:: |\n', [], ['<table']],
    ['a\n-\n', ['<h2>a</h2>'], ['<table']],
    ['a\n:-\nb\n', ['<th style="text-align:left">a</th>', cell('b', 'left')]],
    // A table may follow a paragraph directly; the paragraph's last line is its head.
    ['before\n| a |\n| - |\n| b |\n', ['<p>before</p>', '<th>a</th>', cell('b')]],
    // In a list and in a quote.
    ['- | a |\n  | - |\n  | b |\n', ['<li><table>', cell('b')]],
    ['> | a |\n> | - |\n> | b |\n', ['<blockquote><table>', cell('b')]],
    // A lazy line is not a row.
    ['> | a |\n> | - |\n| b |\n', ['<blockquote><table>'], [cell('b')]],
    // Backslashes before a pipe, and at the end of a row.
    ['| a |\n| - |\n| b \\\\| c |\n| d \\\n', [cell('d \\')]],
    ['| a | b |\n| - | - |\n| \\| | \\\\ |\n', [cell('|') + cell('\\')]],
    // Letters of any script and width.
    ['| 名前 | قيمة |\n| --- | --: |\n| 梨 | ثلاثة |\n', [cell('梨'), cell('ثلاثة', 'right')]],
    ['| a |\r\n| - |\r\n| b |\r\n', [cell('b')]],
  ],
  'task list items': [
    [
      '- [ ] to do\n- [x] done\n- [X] done, too\n',
      ['aria-label="To do"/> to do', 'checked=""/> done'],
    ],
    ['1. [ ] one\n2. [x] two\n', ['<ol><li class="task-list-item">', 'checked=""/> two']],
    ['- [x] a\n  - [ ] b\n    - [x] c\n- [ ] d\n', ['checked=""/> c']],
    ['* [ ] a\n\n  more\n\n* [x] b\n', ['<p><input', 'checked=""/> b']],
    // White space must follow, and there must be one character between the brackets.
    ['- [x]a\n- []\n- [ ]\n- [  ] b\n- [y] c\n', ['[x]a', '[  ] b', '[y] c'], ['<input']],
    // Only at the start of the item's first paragraph.
    ['- a [x] b\n- # [ ] c\n- > [x] d\n', ['a [x] b', '[ ] c', '[x] d'], ['<input']],
    ['[x] no list\n', ['[x] no list'], ['<input']],
    ['- [\t] a tab\n', ['<input'], ['checked']],
    ['- \\[x] a\n', ['[x] a'], ['<input']],
    ['- [x] **a** `b`\n', ['<strong>a</strong>', 'checked=""/>']],
  ],
  strikethrough: [
    ['~~gone~~ and ~gone~ too\n', ['<del>gone</del> and <del>gone</del> too']],
    ['~~not\n\nacross~~ paragraphs\n', ['~~not', 'across~~'], ['<del>']],
    ['~~but\nacross~~ lines\n', ['<del>but\nacross</del>']],
    ['a ~~~three~~~ is too many\n', ['~~~three~~~'], ['<del>']],
    ['~~uneven~ ~uneven~~\n', [], ['<del>uneven</del>']],
    ['~~ a ~~ b~~ c ~~d~~\n', ['<del>d</del>'], ['<del> a']],
    ['**a ~~b** c~~\n', ['<strong>a ~~b</strong> c~~'], ['<del>']],
    ['~~a **b** `~~` c~~\n', ['<del>a <strong>b</strong> <code>~~</code> c</del>']],
    ['\\~\\~a~~ ~~b\\~\\~\n', [], ['<del>']],
    ['in~~a~~word\n', ['in<del>a</del>word']],
    ['[~~a~~](https://b.example) ![~~c~~](data:image/png;base64,AA)\n', ['<del>a</del></a>']],
  ],
  autolinks: [
    // With www: where it may start, and invalid domains.
    ['www.pear.example\n', [www('www.pear.example')]],
    ['See www.pear.example/a/b?c=d#e now\n', [www('www.pear.example/a/b?c=d#e')]],
    [
      '(www.pear.example) *www.plum.example* _www.fig.example_ ~~www.lime.example~~\n',
      [
        www('www.pear.example'),
        www('www.plum.example'),
        www('www.fig.example'),
        www('www.lime.example'),
      ],
    ],
    ['xwww.pear.example awww.pear.example 5www.pear.example\n', [], ['<a ']],
    ['www WWW ww.pear.example\n', [], ['<a ']],
    [
      'www.pe_ar.example.com www.pear.ex_ample.com www.pear.example.c_om\n',
      [www('www.pe_ar.example.com')],
      [www('www.pear.ex_ample.com'), www('www.pear.example.c_om')],
    ],
    // Punctuation at the end belongs to the sentence.
    [
      'www.pear.example. www.pear.example, www.pear.example: www.pear.example! www.pear.example?\n',
      [
        `${www('www.pear.example')}.`,
        `${www('www.pear.example')},`,
        `${www('www.pear.example')}:`,
        `${www('www.pear.example')}!`,
        `${www('www.pear.example')}?`,
      ],
    ],
    [
      '**www.pear.example/a** www.pear.example/a_ www.pear.example/a~ "www.pear.example/a"\n',
      [`<strong><a ${www('www.pear.example/a')}</strong>`, `${www('www.pear.example/a')}_`],
    ],
    ['www.pear.example/a.b?c!d,e:f\n', [www('www.pear.example/a.b?c!d,e:f')]],
    // Parentheses at the end, balanced and not; inside they do not matter.
    ['www.pear.example/a_(b)\n', [www('www.pear.example/a_(b)')]],
    ['(www.pear.example/a_(b))\n', [`(<a ${www('www.pear.example/a_(b)')})`]],
    ['www.pear.example/a(b)))\n', [`${www('www.pear.example/a(b)')}))`]],
    ['(www.pear.example/a(b)\n', [www('www.pear.example/a(b)')]],
    ['www.pear.example/(a))+b\n', [www('www.pear.example/(a))+b')]],
    ['(see www.pear.example/a).\n', [`${www('www.pear.example/a')}).`]],
    // An apparent entity at the end is not part of the link; without a semicolon it is.
    ['www.pear.example/a?b=c&copy;\n', [www('www.pear.example/a?b=c'), '</a>©']],
    ['www.pear.example/a?b=c&d=e\n', ['href="http://www.pear.example/a?b=c&amp;d=e"']],
    ['www.pear.example/a?b=c&hl;\n', ['</a>&amp;hl;']],
    ['www.pear.example/a?b=c;\n', [], ['&amp;hl;']],
    // Ended by a less-than sign or white space.
    ['www.pear.example/a<b\n', [`${www('www.pear.example/a')}&lt;b`]],
    [
      'https://pear.example/a\thttps://plum.example/b\n',
      [
        to('https://pear.example/a', 'https://pear.example/a'),
        to('https://plum.example/b', 'https://plum.example/b'),
      ],
    ],
    // With a scheme.
    [
      'http://pear.example https://pear.example/a(b)c\n',
      [
        'href="http://pear.example/"',
        to('https://pear.example/a(b)c', 'https://pear.example/a(b)c'),
      ],
    ],
    ['HTTPS://pear.example/A\n', ['href="https://pear.example/A"']],
    ['http:// https://. javascript:alert(1) smb://a.example\n', [], ['<a ']],
    [
      'https://localhost:8080/a https://10.0.0.1/b https://[::1]/c\n',
      [
        to('https://localhost:8080/a', 'https://localhost:8080/a'),
        to('https://10.0.0.1/b', 'https://10.0.0.1/b'),
      ],
    ],
    ['https://xn--pear-9za.example/ü/日本?q=ñ\n', ['href="https://xn--pear-9za.example/']],
    ['「https://pear.example/a」と\n', ['href="https://pear.example/a']],
    // Mail addresses.
    ['me@pear.example\n', [to('mailto:me@pear.example', 'me@pear.example')]],
    ['m.e-a_b+c@pear.example\n', [to('mailto:m.e-a_b+c@pear.example', 'm.e-a_b+c@pear.example')]],
    [
      'me@pear.example. me@pear.example- me@pear.example_\n',
      [`${to('mailto:me@pear.example', 'me@pear.example')}.`],
      ['me@pear.example_</a>', 'me@pear.example-</a>'],
    ],
    ['me@pear @pear.example me@\n', [], ['<a ']],
    ['me@pear_x.example\n', [to('mailto:me@pear_x.example', 'me@pear_x.example')]],
    ['me+you@pear+x.example\n', [], ['<a ']],
    [
      'a/me@pear.example (me@pear.example)\n',
      [`(<a ${to('mailto:me@pear.example', 'me@pear.example')})`],
    ],
    // Not in code, in links or in angle brackets, where CommonMark has its own rules.
    ['`www.pear.example` <https://pear.example>\n', ['<code>www.pear.example</code>']],
    [
      '[www.pear.example](https://plum.example)\n',
      ['href="https://plum.example/"'],
      ['href="http://www.pear.example'],
    ],
    ['    www.pear.example\n', ['<pre'], ['<a ']],
    [
      '# www.pear.example\n\n> https://pear.example/a\n\n- me@pear.example\n',
      [`<h1><a ${www('www.pear.example')}</h1>`, '<blockquote><p><a ', '<li><a '],
    ],
    ['| a |\n| - |\n| www.pear.example |\n', [`<td><a ${www('www.pear.example')}</td>`]],
  ],
  // Parley shows HTML as text, so nothing needs to be filtered: neither these tags nor others.
  'disallowed raw HTML': [
    ...[
      'title',
      'textarea',
      'style',
      'xmp',
      'iframe',
      'noembed',
      'noframes',
      'script',
      'plaintext',
    ].flatMap((tag): Entry[] => [
      [`<${tag}>a</${tag}>\n`, [`&lt;${tag}&gt;`], [`<${tag}>`]],
      [
        `a <${tag.toUpperCase()} b="c"> d\n`,
        [`&lt;${tag.toUpperCase()} b=`],
        [`<${tag.toUpperCase()}`],
      ],
    ]),
    [
      // A pair of supported tags works; a single tag is text.
      '<strong>a</strong> <em>\n',
      ['<strong>a</strong> &lt;em&gt;'],
      ['<em>'],
    ],
    ['<!-- a --> <?b?> <![CDATA[c]]> <!D>\n', ['&lt;!-- a --&gt;'], ['<!--']],
    ['a<br>b<br/>c\n', ['a<br/>b<br/>c']],
  ],
  footnotes: [
    [
      'A note[^1] and one more[^big].\n\n[^1]: The first.\n\n[^big]: With\n\n    two paragraphs.\n',
      ['The first.', 'two paragraphs.', 'data-footnote-backref'],
    ],
    [
      'Twice[^a], really[^a].\n\n- in a list[^b]\n\n[^b]: B *with* marks\n[^a]: A\n\nAfter.\n',
      ['B <em>with</em> marks', 'Back to reference 1-2', 'After.'],
    ],
    ['Not defined[^x].\n', ['Not defined[^x].'], ['<sup']],
    // Shown in place, because no word of an answer may vanish.
    ['[^unused]: never asked for\n\ntext\n', ['text', 'never asked for'], []],
    ['a[^1]\n\n[^1]: b\n    ```\n    c\n    ```\n', ['<pre']],
    ['a[^ x] b[^]\n', ['a[^ x] b[^]'], ['<sup']],
    ['| a[^1] |\n| - |\n| b[^1] |\n\n[^1]: c\n', ['<th>a<sup>', '<td>b<sup>']],
  ],
};

/** One example per entry, named by its section. */
export const gfmExamples: readonly GfmExample[] = Object.entries(sections).flatMap(
  ([section, entries]) =>
    entries.map(([text, holds = [], lacks = []], index) => ({
      name: `${section} ${index + 1}: ${JSON.stringify(text.slice(0, 40))}`,
      text,
      holds,
      lacks,
    })),
);
