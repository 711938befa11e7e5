export { MarkdownActionsContext } from './view/actions.ts';
export type { MarkdownActions } from './view/actions.ts';
export { Markdown, StreamingMarkdown } from './view/markdown.tsx';
export { plainBlocks, plainParts } from './parse/plain-blocks.ts';
export { warmMarkdown } from './view/warm-up.tsx';
