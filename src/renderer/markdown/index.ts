export { MarkdownActionsContext, useMarkdownActions } from './view/actions.ts';
export type { MarkdownActions } from './view/actions.ts';
export { Markdown, StreamingMarkdown } from './view/markdown.tsx';
export { plainBlocks, plainParts } from './parse/plain-blocks.ts';
export { ReferencesContext } from './view/references.tsx';
export type { References } from './view/references.tsx';
export { scrollable } from './view/scrollable.ts';
export { warmMarkdown } from './view/warm-up.tsx';
export { safeLink } from './parse/url.ts';
