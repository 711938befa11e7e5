/**
 * Examples after the extension sections of the GitHub Flavored Markdown spec 0.29, written down by hand
 * and not compared with its text; the footnotes are our own (the spec has none).
 */
const sections: Readonly<Record<string, readonly string[]>> = {
  tables: [
    '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
    '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
    '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
    '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
    '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n',
    '| abc | def |\n| --- |\n| bar |\n',
    '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n',
    '| abc | def |\n| --- | --- |\n',
  ],
  'task list items': ['- [ ] foo\n- [x] bar\n', '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n'],
  strikethrough: [
    '~~Hi~~ Hello, ~there~ world!\n',
    'This ~~has a\n\nnew paragraph~~.\n',
    'This will ~~~not~~~ strike.\n',
  ],
  autolinks: [
    'www.commonmark.org\n',
    'Visit www.commonmark.org/help for more information.\n',
    'Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n',
    'www.google.com/search?q=Markup+(business)\n\nwww.google.com/search?q=Markup+(business)))\n\n(www.google.com/search?q=Markup+(business))\n\n(www.google.com/search?q=Markup+(business)\n',
    'www.google.com/search?q=(business))+ok\n',
    'www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;\n',
    'www.commonmark.org/he<lp\n',
    'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n',
    'foo@bar.baz\n',
    "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
    'a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n',
    'mailto:foo@bar.baz\n\nmailto:a.b-c_d@a.b\n\nmailto:a.b-c_d@a.b.\n',
    'xmpp:foo@bar.baz\n\nxmpp:foo@bar.baz.\n',
    'xmpp:foo@bar.baz/txt\n\nxmpp:foo@bar.baz/txt@bin\n\nxmpp:foo@bar.baz/txt@bin.com\n',
    'xmpp:foo@bar.baz/txt/bin\n',
  ],
  'disallowed raw HTML': [
    '<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is disallowed.  <XMP> is also disallowed.\n</blockquote>\n',
  ],
  footnotes: [
    'Here is a note[^1] and one more[^big].\n\n[^1]: The first.\n\n[^big]: With\n\n    two paragraphs.\n',
    'Used twice[^a], really[^a].\n\n- in a list[^b]\n\n[^b]: B *with* marks\n[^a]: A\n\nAfter.\n',
    'Not defined[^x].\n',
  ],
};

/** One example per entry, named by its section. */
export const gfmExamples = Object.entries(sections).flatMap(([section, texts]) =>
  texts.map((text, index) => ({ name: `${section} ${index + 1}`, text })),
);
