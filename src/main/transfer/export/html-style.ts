import { createHash } from 'node:crypto';
import { mathFontName } from './math-font/math-font.ts';

/** Styles of an exported page: our own colours, light or dark as the reader's system is. */
const ownStyle = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1d1f23; --quiet: #62666e; --line: #e2e4e8; --soft: #f4f5f7; --accent: #2f5fd0; --word: #6b3fa8; --string: #1f6a3a; --name: #0b5a99; --number: #8a4b00; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #17181b; --ink: #e7e8ea; --quiet: #9a9fa8; --line: #2d3036; --soft: #202226; --accent: #8fb0ff; --word: #c9a8f5; --string: #8fd3a0; --name: #8cc4f2; --number: #e8b878; } }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.25rem 5rem; overflow-wrap: anywhere; }
h1.title { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
.about, .time { color: var(--quiet); font-size: .8125rem; }
article, .prompt { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.25rem; }
article > header { align-items: baseline; display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin-bottom: .5rem; }
article > header h2, .prompt h2 { font-size: .9375rem; margin: 0; }
article.user .content { background: var(--soft); border-radius: .75rem; padding: .75rem 1rem; }
.content > :first-child { margin-top: 0; }
.content > :last-child { margin-bottom: 0; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; font-size: .875rem; line-height: 1.5; overflow-x: auto; padding: .75rem 1rem; white-space: pre-wrap; }
code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: .9em; }
pre code { font-size: inherit; }
:not(pre) > code { background: var(--soft); border-radius: .25rem; padding: .1em .3em; }
.hljs-comment, .hljs-quote { color: var(--quiet); font-style: italic; }
.hljs-keyword, .hljs-literal, .hljs-selector-tag, .hljs-meta { color: var(--word); }
.hljs-string, .hljs-regexp, .hljs-addition, .hljs-symbol { color: var(--string); }
.hljs-title, .hljs-name, .hljs-section, .hljs-tag, .hljs-selector-class, .hljs-selector-id { color: var(--name); }
.hljs-number, .hljs-attr, .hljs-attribute, .hljs-built_in, .hljs-type, .hljs-variable, .hljs-deletion { color: var(--number); }
blockquote { border-inline-start: 3px solid var(--line); color: var(--quiet); margin: 1rem 0; padding-inline-start: 1rem; }
:is(p, li, h1, h2, h3, h4, h5, h6, td, th, summary) { unicode-bidi: plaintext; }
:is(.time, .list a) { unicode-bidi: isolate; }
:is(pre, code, kbd) { direction: ltr; unicode-bidi: isolate; }
table { border-collapse: collapse; display: block; max-width: 100%; overflow-x: auto; }
th, td { border: 1px solid var(--line); overflow-wrap: break-word; padding: .35rem .6rem; }
:is(th, td):not([align]) { text-align: -webkit-match-parent; text-align: match-parent; }
.contains-task-list { list-style: none; padding-inline-start: .25rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
h5, h6 { color: var(--quiet); }
kbd { border: 1px solid var(--line); border-bottom-width: 2px; border-radius: .25rem; background: var(--soft); font: .85em ui-monospace, "SF Mono", Menlo, Consolas, monospace; padding: .1em .4em; }
math { direction: ltr; font-family: "${mathFontName}", "Noto Sans Math", "STIX Two Math", "Cambria Math", "Latin Modern Math", math; font-size: 1.1em; }
math[display="block"] { display: block math; margin: 1rem 0; max-width: 100%; overflow-x: auto; overflow-y: hidden; }
.tml-left { padding-inline-start: 0; text-align: -webkit-left; }
.tml-right { padding-inline-end: 0; text-align: -webkit-right; }
menclose { display: inline-block; position: relative; }
.tml-overline { border-top: .065em solid; padding: .1em 0 0; }
.tml-underline { border-bottom: .065em solid; padding: 0 0 .1em; }
.tml-cancel { background: currentcolor; display: inline-block; inset: 0; position: absolute; }
.upstrike { clip-path: polygon(.05em 100%, 0 calc(100% - .05em), calc(100% - .05em) 0, 100% .05em); }
.downstrike { clip-path: polygon(0 .05em, .05em 0, 100% calc(100% - .05em), calc(100% - .05em) 100%); }
.sout { clip-path: polygon(0 calc(55% + .033em), 0 calc(55% - .033em), 100% calc(55% - .033em), 100% calc(55% + .033em)); }
.tml-xcancel { clip-path: polygon(.05em 0, 0 .05em, calc(50% - .05em) 50%, 0 calc(100% - .05em), .05em 100%, 50% calc(50% + .05em), calc(100% - .05em) 100%, 100% calc(100% - .05em), calc(50% + .05em) 50%, 100% .05em, calc(100% - .05em) 0, 50% calc(50% - .05em)); }
.tml-fbox, .math-border { border: 1px solid; padding: 3pt; }
.math-border-top { border-top: .06em solid; }
.math-border-bottom { border-bottom: .06em solid; }
.math-border-left { border-left: .06em solid; }
.math-border-right { border-right: .06em solid; }
img { border-radius: .5rem; height: auto; max-width: 100%; }
a { color: var(--accent); }
hr { border: 0; border-top: 1px solid var(--line); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem; }
summary { color: var(--quiet); cursor: pointer; font-size: .875rem; }
.ending { color: var(--quiet); font-style: italic; }
.list { list-style: none; margin: 1.5rem 0; padding: 0; }
.list li { align-items: baseline; border-top: 1px solid var(--line); display: flex; gap: 1rem; justify-content: space-between; padding: .6rem 0; }
@media print {
  :root { color-scheme: light; }
  html { font-size: 11pt; }
  body { max-width: none; padding: 0; }
  article > header, h1, h2, h3, h4, summary { break-after: avoid; }
  tr, img { break-inside: avoid; }
  p, li { orphans: 2; widows: 2; }
  table { display: table; font-size: .875em; }
  th, td { overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; display: block; }
}
`;

/** The styles of a page, with the font of its formulas (WOFF) if it has some. */
export function pageStyle(mathFont: Buffer | null): string {
  if (mathFont === null) return ownStyle;
  const url = `data:font/woff;base64,${mathFont.toString('base64')}`;
  return `
@font-face { font-family: "${mathFontName}"; src: url(${url}) format("woff"); }${ownStyle}`;
}

/** Nothing may load or run except our own style, and what is embedded in the page. */
export function pagePolicy(style: string, mathFont: Buffer | null): string {
  const styleHash = createHash('sha256').update(style).digest('base64');
  return [
    "default-src 'none'",
    'img-src data:',
    ...(mathFont === null ? [] : ['font-src data:']),
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
